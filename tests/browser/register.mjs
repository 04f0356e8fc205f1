// register.mjs: a register from the menu to the file: enter under a problem, find, strike, carry away; and what is refused.
import { execFileSync } from "node:child_process";
import { test, check, done, serve, page } from "./lib/browser.mjs";

const server = await serve();
const password = "huiyin-sample-2026";
const people = JSON.parse(execFileSync(process.env.HUIYIN ?? "build/huiyin", ["show", server.dir, "person", "--json"]));
const login = (role) => people.find((p) => p.login && (p.roles ?? []).includes(role)).login;

async function signIn(name, options) {
  const p = await page(options);
  await p.goto(`${server.office}/login`);
  await p.fill("#name", name);
  await p.fill("#password", password);
  await p.click("form[action='/login'] button");
  await p.waitForURL(`${server.office}/`);
  return p;
}
const text = (p) => p.textContent("main");
const shots = process.env.SHOTS;
async function shoot(p, name) {
  if (shots) await p.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

const office = await signIn(login("office"));

await test("the_menu_leads_to_every_register", async () => {
  await office.click("nav.wide a[href='/registers']");
  const links = await office.$$eval("main a[href^='/r/']", (list) => list.map((a) => a.getAttribute("href")));
  check(links.length > 4, "several registers");
  for (const link of links) {
    const answer = await office.goto(server.office + link);
    check(answer.status() === 200, `${link} is drawn`);
    const first = await office.$("tbody a[href^='/r/']");
    if (first) {
      await Promise.all([office.waitForLoadState("load"), first.click()]);
      check((await office.$("dl.facts")) !== null, `a thing of ${link} is drawn`);
    }
  }
  await office.goto(`${server.office}/registers`);
  await shoot(office, "registers");
});

await test("a_rule_entered_under_a_problem_is_found_struck_and_carried_away", async () => {
  await office.goto(`${server.office}/ledger`);
  await office.click("tbody a[href^='/measure/']");
  await office.click("a[href^='/problem/']");
  const problem = office.url();
  await office.click("a[href*='/r/rule/new']");
  await office.fill("[name=title]", "");
  check((await office.$("[name=problem]")) === null, "the problem is not asked for");
  await shoot(office, "rule-new");
  await office.$eval("main form", (form) => (form.noValidate = true));
  await office.click("main button.primary");
  await office.waitForSelector(".wrong"); // beside its field
  await office.fill("[name=title]", "闸门巡检制度（试行）");
  const action = await office.$$eval("[name=action] option", (list) => list.map((o) => o.value).filter(Boolean)[0]);
  await office.selectOption("[name=action]", action);
  await office.fill("[name=document]", "青水发〔2025〕9号");
  await office.fill("[name=day]", "2025-06-10");
  await shoot(office, "rule-filled");
  await office.click("main button.primary");
  await office.waitForURL(/problem\//);
  check(office.url().startsWith(problem.split("?")[0]), "back on the problem");
  check((await text(office)).includes("闸门巡检制度"), "it stands under the problem");
  await office.goto(`${server.office}/r/rule`);
  await office.fill("[name=q]", "闸门");
  await office.click("form.filters button");
  check((await office.$$("tbody tr")).length === 1, "one is found");
  const csv = await office.request.get(`${server.office}/r/rule.csv?q=${encodeURIComponent("闸门")}`);
  check((await csv.text()).trim().split("\r\n").length === 2, "the file holds a heading and that row");
  const xlsx = await office.request.get(`${server.office}/r/rule.xlsx`);
  check((await xlsx.body()).subarray(0, 2).toString() === "PK", "an Excel file");
  await office.click("tbody a[href^='/r/rule/']");
  await shoot(office, "rule-thing");
  await office.click("a[href$='/do/void']");
  await office.fill("[name=reason]", "重复登记");
  await office.click("main button.primary");
  await office.waitForURL(/done=rule\.void/);
  check((await text(office)).includes("重复登记"), "the reason stands in the history");
  check((await office.$("a[href$='/do/void']")) === null, "it is not struck twice");
});

await test("who_has_no_business_there_finds_nothing", async () => {
  const admin = await signIn(login("sysadmin"));
  for (const path of ["/r/rule", "/r/rule.csv", "/r/sanction/new", "/api/rule"]) {
    const answer = await admin.goto(server.office + path);
    check(answer.status() === 404, `${path} is 404`);
  }
  await admin.context().close();
});

await test("a_register_fits_every_screen", async () => {
  for (const width of [390, 1366, 2560]) {
    await office.setViewportSize({ width, height: 900 });
    for (const [name, path] of [["menu", "/registers"], ["list", "/r/sanction"], ["reports", "/r/report"], ["new", "/r/sanction/new?do=add"]]) {
      await office.goto(server.office + path);
      const wide = await office.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(wide <= 0, `${path} does not scroll sideways at ${width}`);
      await shoot(office, `${name}-${width}`);
    }
    await office.goto(`${server.office}/r/sanction`);
    await office.click("tbody a[href^='/r/sanction/']");
    const wide = await office.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(wide <= 0, `a thing does not scroll sideways at ${width}`);
    await shoot(office, `thing-${width}`);
  }
});

check(office.trouble.filter((t) => !t.includes("400") && !t.includes("404")).length === 0, `no trouble: ${office.trouble.join("; ")}`);
await done();
