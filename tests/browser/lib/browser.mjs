// browser.mjs: what the browser tests share. A test file reads
//
//     import { test, done, serve, page } from "./lib/browser.mjs";
//     await test("first_page_names_the_county", async () => { ... throw on what is not so ... });
//     await done();
//
// Each test prints "ok name" or "FAILED name"; a word in argv[2] keeps the tests whose name holds it.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const word = process.argv[2] ?? "";
const open = []; // what done() closes, newest first
let failed = 0;
let browser = null;

export async function test(name, body) {
  if (!name.includes(word)) return;
  try {
    await body();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(error.stack ?? String(error));
    console.log(`FAILED ${name}`);
  }
}

export function check(truth, what) {
  if (!truth) throw new Error(`not so: ${what}`);
}

// A free port of 127.0.0.1.
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Makes a sample data folder and serves it; returns { dir, office, portal, stop }.
export async function serve(dir = null) {
  const huiyin = process.env.HUIYIN ?? "build/huiyin";
  if (!dir) {
    dir = join(mkdtempSync(join(tmpdir(), "huiyin-browser-")), "data");
    execFileSync(huiyin, ["init", dir, "--sample"], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const [a, b] = [await freePort(), await freePort()];
  const child = spawn(huiyin, ["serve", dir, "--listen", `127.0.0.1:${a}`, "--portal", `127.0.0.1:${b}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10000);
    await ended;
    clearTimeout(timer);
  };
  open.push(stop);
  for (const port of [a, b]) await answers(port, child);
  return { dir, office: `http://127.0.0.1:${a}`, portal: `http://127.0.0.1:${b}`, stop };
}

async function answers(port, child) {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    try {
      await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`nobody answers on port ${port}`);
}

// A fresh page in a profile of its own. Errors of the page's scripts and of its content policy are kept in page.trouble.
export async function page(options = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 }, ...options });
  const p = await context.newPage();
  p.trouble = [];
  p.on("pageerror", (error) => p.trouble.push(String(error)));
  p.on("console", (m) => m.type() === "error" && p.trouble.push(m.text()));
  p.setDefaultTimeout(10000);
  return p;
}

export async function done() {
  await browser?.close();
  for (const stop of open.reverse()) await stop();
  process.exit(failed ? 1 : 0);
}
