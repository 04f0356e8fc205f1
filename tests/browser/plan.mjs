// plan.mjs: the feedback pasted, suggested, mapped in one go or not at all; the plan's checklist; an opinion; who sees what.
// $SHOTS=DIR keeps pictures of the pages.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { check, done, page, serve, test } from "./lib/browser.mjs";

const password = "huiyin-sample-2026";
const site = await serve();
const huiyin = process.env.HUIYIN ?? "build/huiyin";
const show = (kind) => JSON.parse(execFileSync(huiyin, ["show", site.dir, kind, "--json"], { maxBuffer: 1 << 26 }));

async function signIn(login) {
  const p = await page();
  await p.goto(`${site.office}/login`);
  await p.fill("#name", login);
  await p.fill("#password", password);
  await p.click("form[action='/login'] button");
  await p.waitForURL((url) => url.pathname === "/");
  return p;
}
const go = (p, path) => p.goto(site.office + path);
const text = (p) => p.locator("main").innerText();
const save = (p) => Promise.all([p.waitForLoadState("load"), p.click("form[action^='/plan/feedback/map'] button.primary")]);
const sentences = () => show("feedback_sentence");
const office = await signIn("guanyueping");

await test("pasting_again_adds_only_what_is_new", async () => {
  const before = sentences();
  const old = before.find((s) => s.state === "problem").text;
  await go(office, "/plan/feedback");
  await office.fill("#f-text", old);
  await office.click("form[action='/plan/feedback'] button");
  check((await text(office)).includes("没有新增"), "nothing is new");
  await office.fill("#f-text", `${old}养老服务供需错配的情况仍有反映。会议室里挂的钟走得不准。`);
  await office.click("form[action='/plan/feedback'] button");
  await office.waitForURL((url) => url.searchParams.get("added") === "2");
  check((await text(office)).match(/录入 2 句|entered: 2/), "says what was done");
  check(sentences().length === before.length + 2, "two more");
  await go(office, "/plan");
  check((await text(office)).match(/还有遗漏|missing/), "the checklist tells");
});

await test("a_likely_problem_is_suggested_and_saved_by_a_person", async () => {
  await go(office, "/plan/feedback?show=unmapped");
  const rows = office.locator("select[name^='to-']");
  check((await rows.count()) === 2, "two are left");
  const suggested = await rows.nth(0).locator("option:checked").innerText();
  check(suggested.includes("养老"), suggested);
  check(sentences().filter((s) => s.state === "unmapped").length === 2, "nothing is mapped by itself");
});

await test("a_page_is_saved_as_a_whole_or_not_at_all", async () => {
  const rows = office.locator("select[name^='to-']");
  await rows.nth(1).selectOption("none");
  await office.locator("input[name^='why-']").nth(1).fill("");
  await save(office);
  check((await text(office)).match(/理由|reason/), "a reason is asked for");
  check(sentences().filter((s) => s.state === "unmapped").length === 2, "nothing was saved");
  await office.locator("select[name^='to-']").nth(1).selectOption("none");
  await office.locator("input[name^='why-']").nth(1).fill("与整改无关");
  await save(office);
  await office.waitForURL((url) => Number(url.searchParams.get("aside")) + Number(url.searchParams.get("mapped")) === 2);
  check(sentences().every((s) => s.state !== "unmapped"), "both are saved");
  await go(office, "/plan");
  check((await text(office)).match(/没有遗漏|Nothing is missing/), "complete again");
});

await test("the_reviewer_who_is_asked_gives_one_opinion", async () => {
  const reviewer = await signIn("huowenlan");
  await go(reviewer, "/plan");
  await reviewer.click("a[href^='/plan/opine/']");
  await reviewer.selectOption("[name=verdict]", "object").catch(() => reviewer.check("[name=verdict][value=object]"));
  await reviewer.fill("[name=text]", "阵地台账更新的责任人要写到科室。");
  await reviewer.click("form button.primary");
  await reviewer.waitForURL((url) => url.searchParams.get("done") === "plan.opine");
  check((await reviewer.locator("a[href^='/plan/opine/']").count()) === 0, "asked once");
  check(show("plan_opinion").some((o) => o.text.startsWith("阵地台账") && o.verdict === "object"), "and kept");
});

await test("a_unit_sees_no_plan_of_others_and_signs_for_its_task", async () => {
  const unit = await signIn("kuangjianye");
  check((await go(unit, "/plan/feedback")).status() === 404, "the feedback is not theirs");
  await go(unit, "/plan");
  check(!(await text(unit)).match(/完整性核对|Completeness/), "nor the checklist");
  await go(unit, "/");
  check((await text(unit)).match(/待签收的任务|Tasks to sign for/), "the task waits");
});

await test("the_plan_pages_fit_three_widths", async () => {
  for (const [name, path] of [["plan", "/plan"], ["feedback", "/plan/feedback"]])
    for (const width of [390, 1366, 2560]) {
      await office.setViewportSize({ width, height: 900 });
      await go(office, path);
      check(await office.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} at ${width}`);
      if (process.env.SHOTS) await office.screenshot({ path: join(process.env.SHOTS, `${name}-${width}.png`) });
    }
});

await done();
