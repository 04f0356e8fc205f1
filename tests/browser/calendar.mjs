// The calendar: a year at a glance, entering next year's notice by hand and from a file, and who may.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, check, done, serve, page } from "./lib/browser.mjs";

const site = await serve();
const scratch = mkdtempSync(join(tmpdir(), "huiyin-calendar-"));

async function signIn(login) {
  const p = await page();
  await p.goto(site.office + "/login");
  await p.fill("#name", login);
  await p.fill("#password", "huiyin-sample-2026");
  await p.getByRole("button", { name: "登录", exact: true }).click();
  await p.waitForLoadState();
  return p;
}
const text = (p) => p.locator("main").innerText();

await test("a_year_shows_its_notice_and_its_days", async () => {
  const p = await signIn("guanyueping");
  await p.goto(site.office + "/calendar?year=2026");
  check((await text(p)).includes("国务院办公厅关于2026年部分节假日安排的通知"), "the notice is named");
  check((await p.locator(".month").count()) === 12, "twelve months");
  check((await p.locator("td.off").count()) === 33 && (await p.locator("td.work").count()) === 6, "the days of 2026");
  for (const width of [390, 1366]) {
    await p.setViewportSize({ width, height: 800 });
    check(await p.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling at ${width}`);
  }
  check(p.trouble.length === 0, p.trouble.join());
});

await test("a_year_without_a_notice_warns_until_it_is_entered", async () => {
  const p = await signIn("guanyueping");
  await p.goto(site.office + "/calendar?year=2031");
  check((await p.locator(".notice.warn").innerText()).includes("2031年的放假安排尚未登记"), "a warning");
  await p.getByRole("link", { name: "登记或更正" }).click();
  await p.fill("[name=off]", "2031-01-01 元旦, 2031-02-30");
  await p.getByRole("button", { name: "登记放假安排" }).click();
  check((await p.locator(".wrong").innerText()).includes("2031-02-30"), "the bad day is named");
  check((await p.locator("[name=off]").inputValue()).includes("2031-01-01 元旦"), "what was typed is kept");
  await p.fill("[name=off]", "2031-01-01 元旦");
  await p.getByRole("button", { name: "登记放假安排" }).click();
  await p.waitForURL(/year=2031/);
  check((await p.locator(".notice.warn").count()) === 0, "no warning now");
  check((await p.locator("td.off").count()) === 1, "the day entered");
});

await test("a_file_is_entered_or_told_why_not", async () => {
  const p = await signIn("youzimo");
  const file = join(scratch, "2032.json");
  writeFileSync(file, '{"year":2032,"days":[]}');
  await p.goto(site.office + "/calendar");
  await p.setInputFiles("#file", file);
  await p.getByRole("button", { name: "登记", exact: true }).click();
  check((await p.locator(".notice.bad").innerText()).includes("2032年一天也没有"), "an empty year is refused");
  writeFileSync(file, '{"year":2032,"days":[{"name":"元旦","date":"2032-01-01","isOffDay":true}]}');
  await p.setInputFiles("#file", file);
  await p.getByRole("button", { name: "登记", exact: true }).click();
  await p.waitForURL(/year=2032/);
  check((await p.locator(".notice.good").innerText()).includes("已办理"), "entered");
});

await test("others_read_and_do_not_enter", async () => {
  const p = await signIn("dingyuelin");
  await p.goto(site.office + "/calendar?year=2026");
  check((await p.getByRole("link", { name: "登记或更正" }).count()) === 0, "no button");
  check((await p.goto(site.office + "/calendar/enter")).status() === 404, "no form");
});
await done();
