// bulletin.mjs: a bulletin from its draft to the public's page, in a browser: written with names of figures, corrected,
// sent, returned, passed by another person, published, and checked by a stranger.
import { test, check, done, serve, page } from "./lib/browser.mjs";

const password = "huiyin-sample-2026";
const site = await serve();
const shots = process.env.SHOTS;
const shot = async (p, name) => shots && p.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

async function visitor(login) {
  const p = await page();
  await p.goto(`${site.office}/login`);
  await p.fill("#name", login);
  await p.fill("#password", password);
  await p.click("form[action='/login'] button");
  await p.waitForURL((url) => !url.pathname.startsWith("/login"));
  return p;
}
const words = (p) => p.locator("main").innerText();

const writer = await visitor("guanyueping");
const reviewer = await visitor("yuxiaotang");
const publisher = await visitor("fangshoucheng");
const stranger = await page();
let address = "";

await test("a_draft_begins_with_the_default_text_of_the_round", async () => {
  await writer.goto(`${site.office}/bulletins`);
  await shot(writer, "bulletins");
  await writer.click("text=起草通报");
  const text = await writer.inputValue("#text");
  check(text.includes("{{measures.total}}") && text.includes("日期：{{bulletin.day}}"), "the figures are names");
  check(text.includes("一、关于“") && !text.includes("{{#"), "the sections are written out");
  await shot(writer, "bulletin_new");
});

await test("a_figure_is_put_into_the_text_by_its_button", async () => {
  await writer.fill("#text", "青澜县整改通报\n超期");
  await writer.locator("#text").press("Control+End");
  await writer.click("[data-insert='{{measures.overdue}}']");
  check((await writer.inputValue("#text")) === "青澜县整改通报\n超期{{measures.overdue}}", "the name is in the text");
});

await test("a_mistake_is_shown_with_line_and_column", async () => {
  await writer.fill("#text", "青澜县整改通报\n共{{measures.totl}}条措施，超期{{measures.overdue}}条。\n青澜县委\n{{bulletin.day}}\n");
  await writer.click("text=保存并预览");
  await writer.waitForURL(/\/bulletin\/[a-z0-9]{10}/);
  address = new URL(writer.url()).pathname;
  check((await words(writer)).includes("第2行第2字") && (await words(writer)).includes("measures.totl"), "the place is named");
  await shot(writer, "bulletin_mistake");
  await writer.goto(`${site.office}${address}/submit`);
  await writer.click("main form button.primary");
  check((await words(writer)).includes("第2行第2字"), "it cannot be sent");
});

await test("a_corrected_bulletin_is_sent_and_its_figures_are_links", async () => {
  await writer.goto(`${site.office}${address}/edit`);
  await shot(writer, "bulletin_edit");
  await writer.fill("#text", "青澜县整改通报\n共{{measures.total}}条措施，超期{{measures.overdue}}条，给予党纪处分{{sanctions.party}}人。\n青澜县委\n{{bulletin.day}}\n");
  await writer.click("text=保存并预览");
  const link = writer.locator("article a", { hasText: "99" });
  await link.click();
  check((await writer.locator(".figure").innerText()).includes("99"), "the figure's page says the same");
  check((await writer.locator("tbody tr").count()) === 99, "its list has as many rows");
  await shot(writer, "figure");
  await writer.goto(`${site.office}${address}/submit`);
  await writer.click("main form button.primary");
  check((await words(writer)).includes("审核中"), "it is in review");
});

await test("its_writer_cannot_review_it_and_another_returns_it_with_an_opinion", async () => {
  await writer.goto(`${site.office}${address}`);
  check((await words(writer)).includes("起草或修改过通报的人不能审核"), "the reason stands beside the dead button");
  await reviewer.goto(`${site.office}${address}/return`);
  await reviewer.fill("textarea[name=opinion]", "请补充牵头单位数。");
  await reviewer.click("main form button.primary");
  check((await words(reviewer)).includes("请补充牵头单位数。"), "the opinion is kept");
  await writer.goto(`${site.office}${address}/submit`);
  await writer.click("main form button.primary");
  await reviewer.goto(`${site.office}${address}/review`);
  await reviewer.fill("textarea[name=opinion]", "数字与台账一致。");
  await reviewer.click("main form button.primary");
  check((await words(reviewer)).includes("审核通过"), "it passed");
});

await test("strangers_see_it_only_once_it_is_published", async () => {
  check((await stranger.goto(`${site.portal}${address}`)).status() === 404, "not there before");
  await publisher.goto(`${site.office}${address}/publish`);
  await shot(publisher, "publish");
  publisher.on("dialog", (dialog) => dialog.accept());
  await publisher.click("main form button.primary");
  await publisher.waitForURL(/done=bulletin.publish/);
  check((await words(publisher)).includes("已发布"), "it is out");
  await stranger.goto(`${site.portal}/`);
  await shot(stranger, "portal");
  await stranger.click("text=青澜县整改通报");
  check((await words(stranger)).includes("共99条措施"), "the text is there");
  await shot(stranger, "portal_bulletin");
});

await test("a_stranger_opens_a_figure_but_nothing_that_was_not_printed", async () => {
  await stranger.locator("article a", { hasText: "94" }).click();
  const url = stranger.url();
  check((await stranger.locator(".figure").innerText()).includes("94"), "the figure's page says the same");
  await shot(stranger, "portal_figure");
  for (const other of [url.replace("sanctions.party", "sanctions.gov"), `${url}&scope=problem:7`, url.replace(/position=\d+/, "position=9"), url.replace(/day=[^&]*/, "day=2020-01-01"), `${site.portal}/ledger`, `${site.portal}/login`, `${site.portal}/bulletins`])
    check((await fetch(other)).status === 404, `${other} is not there`);
});

await test("the_published_files_do_not_change_when_the_ledger_goes_on", async () => {
  const before = await (await fetch(`${site.portal}${address}/file/json`)).text();
  await writer.goto(`${site.office}/bulletin/new`);
  await writer.click("text=保存并预览");
  await writer.waitForURL(/\/bulletin\/[a-z0-9]{10}/);
  check((await (await fetch(`${site.portal}${address}/file/json`)).text()) === before, "the same bytes");
  await publisher.goto(`${site.office}${address}`);
  check((await words(publisher)).includes("没有发现前后矛盾"), "it still has its digest");
});

await test("pages_of_bulletins_have_no_trouble_with_scripts", async () => {
  for (const p of [writer, reviewer, publisher]) {
    const trouble = p.trouble.filter((t) => !t.includes("status of 400")); // the refused sending is one of the tests
    check(trouble.length === 0, trouble.join("; "));
  }
  await stranger.goto(`${site.portal}/verify`);
  await shot(stranger, "verify");
});

await done();
