// work.mjs: a measure's way through the pages of the sample: report, evidence, claim, approval, verifying; the ledger's
// filters and files; three widths; without script. $SHOTS=DIR keeps pictures of the pages.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, done, page, serve, test } from "./lib/browser.mjs";

const password = "huiyin-sample-2026";
const site = await serve();
const huiyin = process.env.HUIYIN ?? "build/huiyin";
const show = (kind) => JSON.parse(execFileSync(huiyin, ["show", site.dir, kind, "--json"], { maxBuffer: 1 << 26 }));
const people = show("person");
const person = (id) => people.find((p) => p.id === id);
const round = show("inspection").find((i) => i.state === "active");
const measures = show("measure").filter((m) => m.inspection === round.id);
const open = (state) => measures.filter((m) => m.state === state);

async function signIn(login, options = {}) {
  const p = await page(options);
  await p.goto(`${site.office}/login`);
  await p.fill("#name", login);
  await p.fill("#password", password);
  await p.click("form[action='/login'] button");
  await p.waitForURL((url) => url.pathname === "/");
  return p;
}
const role = (name, also = () => true) => people.find((p) => p.login && (p.roles ?? []).includes(name) && also(p));
const text = (p, selector = "main") => p.locator(selector).innerText();
const measureNow = (id) => show("measure").find((m) => m.id === id);

// A measure being worked on whose lead unit has somebody who can sign in and another such measure, and whose leader can.
// Ids are random, so the first that will do is another each time.
const working = open("working");
const chosen = working.find((m) => !m.void_document && working.filter((x) => x.lead_unit === m.lead_unit).length > 1 && person(m.leaders[0])?.login && (person(m.leaders[0]).roles ?? []).includes("leader")
  && role("unit", (p) => p.unit === m.lead_unit));
const clerk = role("unit", (p) => p.unit === chosen.lead_unit);
const leader = person(chosen.leaders[0]);
const overseer = role("overseer", (p) => p.unit !== chosen.lead_unit && !(chosen.assisting_units ?? []).includes(p.unit));
const office = role("office");
const folder = mkdtempSync(join(tmpdir(), "huiyin-files-"));
const file = (name, bytes) => { writeFileSync(join(folder, name), bytes); return join(folder, name); };

await test("work_home_tells_what_waits_and_each_number_opens_its_list", async () => {
  for (const login of [office.login, clerk.login, leader.login, overseer.login]) {
    const p = await signIn(login);
    for (const tile of await p.locator(".tile[href^='/ledger']").all()) {
      const [url, value] = [await tile.getAttribute("href"), Number(await tile.locator("b").innerText())];
      const q = await p.context().newPage();
      await q.goto(site.office + url);
      const pager = await text(q, ".pager");
      check(Number(pager.match(/共 (\d+) 行/)[1]) === value, `${login} ${url}: ${value} against ${pager}`);
      await q.close();
    }
    check(p.trouble.length === 0, p.trouble.join());
    await p.context().close();
  }
});

await test("work_forms_offer_problems_by_number_and_units_by_name", async () => {
  const p = await signIn(office.login);
  await p.goto(`${site.office}/books/rule/new`);
  const numbers = (await p.locator("[name=problem] option").allInnerTexts()).slice(1).map((o) => parseInt(o, 10));
  check(numbers.length === 27 && numbers.every((n, i) => !i || numbers[i - 1] < n), `in order: ${numbers}`);
  const units = (await p.locator("[name=unit] option").allInnerTexts()).slice(1);
  check(units.length > 20 && units.every((u, i) => !i || Buffer.compare(Buffer.from(units[i - 1]), Buffer.from(u)) < 0), "units in order");
  await p.context().close();
});

await test("work_ledger_filters_sorts_and_exports_what_it_shows", async () => {
  const p = await signIn(office.login);
  await p.goto(`${site.office}/ledger`);
  await p.selectOption("#filter-state", "closed");
  await p.waitForURL(/state=closed/);
  const closed = open("closed").length;
  check((await text(p, ".pager")).includes(`共 ${closed} 行`), "closed ones only");
  await p.click("th a:has-text('整改时限')");
  await p.waitForURL(/sort=due/);
  const days = await p.locator("td[data-label='整改时限']").allInnerTexts();
  check(days.every((d, i) => !i || days[i - 1] <= d), "sorted by due day");
  await p.click("th a:has-text('整改时限')");
  await p.waitForURL(/down=1/);
  check((await p.locator("th[aria-sort=descending]").count()) === 1, "the other way");
  const csv = await p.request.get(`${site.office}/ledger.csv?state=closed&columns=measure_code,due`);
  const lines = (await csv.text()).split("\r\n");
  check(lines.length === closed + 2 && lines[0] === '\uFEFF"措施编号","整改时限"' && lines[closed + 1] === "", "csv has the same rows and columns");
  const xlsx = await p.request.get(`${site.office}/ledger.xlsx?state=closed`);
  check((await xlsx.body()).subarray(0, 2).toString() === "PK" && /attachment/.test(xlsx.headers()["content-disposition"]), "xlsx");
  await p.goto(`${site.office}/ledger?q=%25_%27`);
  check((await text(p)).includes("没有符合条件的记录"), "wildcards are letters");
  await p.goto(`${site.office}/ledger?from=100000&state=nonsense&sort=nonsense&lead_unit=x`);
  check((await p.locator("tbody tr").count()) > 0, "past the end is the last page");
  await p.goto(`${site.office}/ledger`);
  await p.click("summary:has-text('选择栏目')");
  await p.check("input[value=goal]");
  await p.click("button:has-text('显示这些栏')");
  await p.waitForURL(/column=goal/);
  await p.goto(`${site.office}/ledger`);
  await p.waitForURL(/column=goal/); // remembered
  check((await p.locator("th:has-text('整改目标')").count()) === 1, "the column is there again");
  check(p.trouble.length === 0, p.trouble.join());
  await p.context().close();
});

await test("work_report_is_filed_and_a_bad_one_keeps_what_was_typed", async () => {
  const p = await signIn(clerk.login);
  await p.goto(`${site.office}/measure/${chosen.id}`);
  await p.click(".acts a:has-text('填报进展')");
  await p.fill("#f-text", "短");
  await p.fill("#f-next_steps", "继续推进第二批");
  await p.click("button:has-text('提交')");
  await p.waitForSelector(".field.has-wrong #f-text");
  check((await p.inputValue("#f-next_steps")) === "继续推进第二批", "typed text stays");
  await p.fill("#f-text", "第一批事项已经办结，第二批正在推进。");
  await p.click("button:has-text('提交')");
  await p.waitForURL(/\/measure\/[a-z0-9]+\?done=/);
  check((await text(p)).includes("第二批正在推进"), "the page shows it");
  check(p.trouble.filter((t) => !/400/.test(t)).length === 0, p.trouble.join());
  await p.context().close();
});

await test("work_evidence_goes_in_by_several_and_comes_out_safely", async () => {
  const p = await signIn(clerk.login), before = measureNow(chosen.id).evidence_count ?? 0;
  await p.goto(`${site.office}/measure/${chosen.id}/evidence`);
  await p.setInputFiles("#file", [file("会议纪要.txt", "会议纪要正文"), file("<b>页面.html", "<script>alert(1)</script>")]);
  check((await p.locator(".queue li").count()) === 2, "both are listed before they go");
  await p.fill("#f-note", "两份材料");
  await p.click("button:has-text('上传')");
  await p.waitForURL(/done=evidence/);
  check(measureNow(chosen.id).evidence_count === before + 2, "two more");
  const names = await p.locator(".files > li > a").allInnerTexts();
  check(names.includes("<b>页面.html") && names.includes("会议纪要.txt"), names.join());
  const html = await p.locator(".files > li > a", { hasText: "页面.html" }).getAttribute("href");
  const out = await p.request.get(site.office + html);
  check(/attachment/.test(out.headers()["content-disposition"]) && !/html/.test(out.headers()["content-type"]), "html is never shown");
  const txt = await p.request.get(site.office + (await p.locator(".files > li > a", { hasText: "会议纪要" }).first().getAttribute("href")));
  check((await txt.text()) === "会议纪要正文" && /sandbox/.test(txt.headers()["content-security-policy"]) && txt.headers()["x-content-type-options"] === "nosniff", "text is shown in a sandbox");
  await p.goto(`${site.office}/measure/${chosen.id}/evidence`);
  await p.setInputFiles("#file", [join(folder, "会议纪要.txt"), file("新的.txt", "另一份")]);
  await p.click("button:has-text('上传')");
  await p.waitForSelector(".notice.bad");
  check((await text(p, ".notice.bad")).includes("会议纪要.txt"), "says which file");
  check(measureNow(chosen.id).evidence_count === before + 2, "all or nothing");
  await p.context().close();
});

await test("work_claim_approval_and_verifying_close_the_measure", async () => {
  let p = await signIn(clerk.login);
  await p.goto(`${site.office}/measure/${chosen.id}/do/claim`);
  await p.fill("#f-summary", "全部事项已经办结，长效机制已经建立。");
  const sent = await p.evaluate(() => Object.fromEntries(new FormData(document.querySelector("main form"))));
  await p.click("button:has-text('自报完成')");
  await p.waitForURL(/done=measure.claim/);
  // the same form again: the same page, nothing twice
  const again = await p.request.post(`${site.office}/measure/${chosen.id}/do/claim`, { form: sent, maxRedirects: 0, headers: { origin: site.office } });
  check(again.status() === 303, `sent twice: ${again.status()}`);
  check((await p.request.get(`${site.office}/measure/${chosen.id}/do/verify`)).status() === 404, "no step of another role");
  await p.context().close();

  p = await signIn(leader.login);
  await p.goto(`${site.office}/ledger?queue=to_approve`);
  await p.click(`a[href='/measure/${chosen.id}'] >> nth=0`);
  await p.click(".acts a:has-text('审签同意')");
  await p.fill("#f-opinion", "属实，同意。");
  await p.click("button:has-text('审签同意')");
  await p.waitForURL(/done=measure.approve/);
  await p.context().close();

  p = await signIn(overseer.login);
  await p.goto(`${site.office}/measure/${chosen.id}/do/verify`);
  p.on("dialog", (d) => d.accept());
  const other = await p.context().newPage();
  await other.goto(`${site.office}/measure/${chosen.id}/do/return`);
  await p.fill("#f-opinion", "逐份核对，予以销号。");
  await p.click("button:has-text('核验销号')");
  await p.waitForURL(/done=measure.verify/);
  check((await text(p)).includes("予以销号") && measureNow(chosen.id).state === "closed", "closed, with the opinion in the history");
  await other.fill("#f-opinion", "另一页上的意见");
  await other.click("button:has-text('核验退回')"); // drawn from an older state
  await other.waitForSelector(".notice.bad");
  check((await text(other, ".notice.bad")).includes("已有变化") && (await other.inputValue("#f-opinion")) === "另一页上的意见", "a stale form says so and keeps the words");
  await p.context().close();
});

await test("work_problem_gets_a_measure_with_its_leaders_in_order", async () => {
  const p = await signIn(office.login), problem = show("problem").find((x) => x.state === "open");
  await p.goto(`${site.office}/problem/${problem.id}`);
  await p.click(".acts a:has-text('拟定措施')");
  const [first, second] = await p.locator("select[name=leaders] option").evaluateAll((os) => os.map((o) => o.value).filter(Boolean).reverse());
  check(Number(await p.inputValue("#f-number")) > 0, "the next number is there");
  await p.fill("#f-text", "试拟一条措施");
  await p.selectOption("select[name=leaders]", first);
  await p.selectOption("select[name=leaders_more]", [second]);
  await p.click("button:has-text('拟定措施')");
  await p.waitForURL(/\/measure\/[a-z0-9]+\?done=measure.draft/);
  const made = measureNow(p.url().match(/measure\/([a-z0-9]+)/)[1]);
  check(made.leaders[0] === first && made.leaders[1] === second, "the responsible leader is first");
  check((await text(p, ".acts")).includes("责任领导") || (await text(p, ".acts")).includes("牵头单位"), "says why it cannot be submitted yet");
  await p.click(".acts a:has-text('修改措施')");
  check((await p.inputValue("#f-text")) === "试拟一条措施" && (await p.inputValue("select[name=leaders]")) === first, "the form begins with what stands there");
  await p.context().close();
});

await test("work_pages_fit_three_widths_and_say_english", async () => {
  const ours = open("working").find((m) => m.lead_unit === clerk.unit && m.id !== chosen.id); // the clerk sees no other unit's
  const paths = ["/", "/overview", "/ledger", `/measure/${chosen.id}`, `/problem/${chosen.problem}`, `/measure/${ours.id}`];
  for (const width of [390, 1366, 2560]) {
    for (const [locale, login] of [["zh-CN", clerk.login], ["en-GB", overseer.login]]) {
      const p = await signIn(login, { locale, viewport: { width, height: 900 } });
      for (const path of paths) {
        const r = await p.goto(site.office + path);
        check(r.status() === 200, `${path}: ${r.status()}`);
        const over = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(over <= 0, `${path} at ${width} is ${over} px too wide`);
        if (process.env.SHOTS) await p.screenshot({ path: join(process.env.SHOTS, `${width}-${locale}-${path.replace(/\W+/g, "_")}.png`), fullPage: true });
      }
      check(p.trouble.length === 0, p.trouble.join());
      await p.context().close();
    }
  }
});

await test("work_goes_on_without_script", async () => {
  const p = await signIn(clerk.login, { javaScriptEnabled: false });
  const mine = open("working").find((m) => m.lead_unit === clerk.unit && m.id !== chosen.id);
  check(mine, "another measure of this unit");
  await p.goto(`${site.office}/measure/${mine.id}/evidence`);
  await p.setInputFiles("#file", [file("无脚本.txt", "无脚本也能上传")]);
  await p.click("button:has-text('上传')");
  await p.waitForURL(/done=evidence/);
  await p.goto(`${site.office}/ledger`);
  await p.selectOption("#filter-state", "working");
  await p.click("button:has-text('筛选')");
  await p.waitForURL(/state=working/);
  await p.goto(`${site.office}/measure/${mine.id}/report`);
  await p.fill("#f-text", "没有脚本也能填报。");
  await p.click("button:has-text('提交')");
  await p.waitForURL(/done=report.file/);
  await p.context().close();
});

await done();
