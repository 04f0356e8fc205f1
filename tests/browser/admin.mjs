// From an empty data folder to people at work: set-up, accounts, roles, passwords, one-time codes, the log and its
// receipts. SHOTS=DIR keeps pictures of the pages at three widths.
import { createHmac } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, check, done, serve, page } from "./lib/browser.mjs";

const huiyin = process.env.HUIYIN ?? "build/huiyin";
const verifier = process.env.HUIYIN_VERIFY ?? "build/huiyin-verify";
const scratch = mkdtempSync(join(tmpdir(), "huiyin-admin-"));
const dir = join(scratch, "data");
execFileSync(huiyin, ["init", dir], { stdio: ["ignore", "ignore", "inherit"] });
const site = await serve(dir);
const secrets = { sysadmin: "first-door-key", secadmin: "second-door-key", auditor: "third-door-key", office: "office-desk-key" };

// RFC 6238, as the authenticator on a phone does it.
function code(base32, now = Date.now()) {
  let bits = "";
  for (const c of base32) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

const go = (p, path) => p.goto(site.office + path);
const text = (p, selector = "main") => p.locator(selector).innerText();
const press = (p, name) => p.getByRole("button", { name, exact: true }).click();

async function shots(p, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  for (const width of [390, 1366, 2560]) {
    await p.setViewportSize({ width, height: width === 390 ? 844 : width === 1366 ? 768 : 1440 });
    await p.screenshot({ path: join(process.env.SHOTS, `${name}-${width}.png`), fullPage: true });
    const over = await p.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(over <= 0, `${name} does not scroll sideways at ${width}`);
  }
  await p.setViewportSize({ width: 1366, height: 768 });
}

async function signIn(p, name, password) {
  await go(p, "/login");
  await p.fill("#name", name);
  await p.fill("#password", password);
  await press(p, "登录");
}

// What a hand-made request gets with the cookies of P: [status, body].
async function hand(p, method, path, { form, json } = {}) {
  const options = { method, maxRedirects: 0, failOnStatusCode: false };
  if (form) options.form = form;
  if (json !== undefined) {
    options.data = json;
    options.headers = { "content-type": "application/json" };
  }
  const answer = await p.request.fetch(site.office + path, options);
  return [answer.status(), await answer.text()];
}

const sysadmin = await page(), secadmin = await page(), auditor = await page(), office = await page();

await test("an_empty_folder_leads_to_the_set_up", async () => {
  await go(sysadmin, "/");
  check(sysadmin.url().endsWith("/setup"), "every address leads to the set-up");
  await shots(sysadmin, "setup");
  await sysadmin.fill("#f-organisation", "云岭县委");
  for (const [role, name] of [["sysadmin", "石一"], ["secadmin", "石二"], ["auditor", "石三"]]) {
    await sysadmin.fill(`#f-${role}_name`, name);
    await sysadmin.fill(`#f-${role}_login`, role);
    await sysadmin.fill(`#f-${role}_password`, secrets[role]);
  }
  await sysadmin.fill("#f-auditor_password", "short");
  await press(sysadmin, "完成设置");
  const wrong = sysadmin.locator(".field", { has: sysadmin.locator("#f-auditor_password") });
  check((await wrong.innerText()).includes("至少要 10 个字符"), "the weak password is said beside its field");
  check((await sysadmin.inputValue("#f-auditor_name")) === "石三", "what was typed is kept");
  check((await sysadmin.inputValue("#f-sysadmin_password")) === "", "passwords are not kept");
  await shots(sysadmin, "setup-wrong");
});

await test("a_refused_set_up_leaves_no_trace_and_names_its_field", async () => {
  for (const role of ["sysadmin", "secadmin", "auditor"]) await sysadmin.fill(`#f-${role}_password`, secrets[role]);
  await sysadmin.fill("#f-auditor_login", "sysadmin");
  await press(sysadmin, "完成设置");
  const wrong = sysadmin.locator(".field", { has: sysadmin.locator("#f-auditor_login") });
  check((await wrong.innerText()).includes("已被使用"), "the login that is taken is said beside its field");
  await go(sysadmin, "/login");
  check(sysadmin.url().endsWith("/setup"), "nobody can sign in yet");
});

await test("of_two_who_set_up_at_once_the_second_is_told", async () => {
  const form = { organisation: "云岭县委" };
  for (const role of ["sysadmin", "secadmin", "auditor"])
    Object.assign(form, { [`${role}_name`]: `石${role}`, [`${role}_login`]: role, [`${role}_password`]: secrets[role] });
  const both = await Promise.all([hand(sysadmin, "POST", "/setup", { form }), hand(secadmin, "POST", "/setup", { form: { ...form, organisation: "另一县委" } })]);
  const kinds = both.map(([status]) => status).sort();
  check(kinds.includes(303), "one of them is done");
  check(kinds.every((s) => s === 303 || s === 409), `the other is told: ${kinds}`);
  const entries = execFileSync(huiyin, ["show", dir, "unit", "--json"]).toString();
  check((entries.match(/县委/g) ?? []).length === 1, "one organisation was made");
  const [status] = await hand(sysadmin, "GET", "/setup");
  check(status === 303, "the set-up page is gone");
});

await test("the_three_administrators_sign_in", async () => {
  await signIn(sysadmin, "sysadmin", "not the password");
  check((await text(sysadmin)).includes("不对"), "a wrong password is said");
  await shots(sysadmin, "login");
  await signIn(sysadmin, "sysadmin", secrets.sysadmin);
  await signIn(secadmin, "secadmin", secrets.secadmin);
  await signIn(auditor, "auditor", secrets.auditor);
  for (const p of [sysadmin, secadmin, auditor]) check((await text(p, "header.top")).includes("人员"), "the bar is theirs");
});

let person = "";
await test("a_person_gets_an_account_from_one_and_roles_from_another", async () => {
  await go(sysadmin, "/units/new");
  await sysadmin.fill("#f-name", "云岭县整改办");
  await press(sysadmin, "登记单位");
  check((await text(sysadmin)).includes("云岭县整改办"), "the unit is listed");
  await shots(sysadmin, "units");
  await go(sysadmin, "/accounts/new");
  await sysadmin.fill("#f-name", "林甲");
  await sysadmin.fill("#f-post", "科员");
  await sysadmin.selectOption("#f-unit", { label: "云岭县整改办" });
  await press(sysadmin, "登记人员");
  person = new URL(sysadmin.url()).pathname;
  check(/^\/accounts\/[0-9a-z]{10}$/.test(person), "the person's page follows");
  await go(sysadmin, `${person}/account`);
  await sysadmin.fill("#f-login", "Lin");
  await sysadmin.fill("#f-password", secrets.office);
  await press(sysadmin, "开通账号");
  check((await text(sysadmin)).includes("小写字母开头"), "a bad login name is refused in words");
  await sysadmin.fill("#f-login", "lin");
  await sysadmin.fill("#f-password", "lin");
  await press(sysadmin, "开通账号");
  check((await text(sysadmin, ".has-wrong")).includes("至少要 10 个字符"), "a weak password is refused beside its field");
  await sysadmin.fill("#f-password", secrets.office);
  await press(sysadmin, "开通账号");
  check((await text(sysadmin)).includes("lin"), "the account is there");
  await shots(sysadmin, "account");
  await go(secadmin, `${person}/grant`);
  await shots(secadmin, "grant");
  await secadmin.getByLabel("整改办", { exact: true }).check();
  await secadmin.getByLabel("系统管理员", { exact: true }).check();
  await press(secadmin, "授予角色");
  check((await text(secadmin)).includes("三员分立"), "an administrator has no business role");
  check(await secadmin.getByLabel("整改办", { exact: true }).isChecked(), "what was ticked is kept");
  await secadmin.getByLabel("系统管理员", { exact: true }).uncheck();
  await press(secadmin, "授予角色");
  check((await text(secadmin)).includes("整改办"), "the role is granted");
  await go(secadmin, "/accounts");
  await shots(secadmin, "accounts");
});

await test("nobody_does_another_role_s_work_by_hand_made_requests", async () => {
  await signIn(office, "lin", secrets.office);
  const id = person.split("/").pop();
  for (const [p, path] of [[office, `${person}/grant`], [office, `${person}/account`], [office, "/settings"], [secadmin, `${person}/password`],
    [secadmin, "/units/new"], [sysadmin, `${person}/grant`], [auditor, "/accounts/new"], [auditor, "/import"], [sysadmin, "/books"], [auditor, "/api/figures"]]) {
    check((await hand(p, "GET", path))[0] === 404, `GET ${path} does not exist for this role`);
  }
  for (const [p, path, form] of [[office, `${person}/grant`, { roles: "office" }], [sysadmin, `${person}/grant`, { roles: "office" }],
    [secadmin, `${person}/password`, { password: "another-secret" }], [auditor, `${person}/leave`, { reason: "不该" }], [auditor, "/inspections/new", { name: "甲乙" }]])
    check((await hand(p, "POST", path, { form }))[0] === 404, `POST ${path} does not exist for this role`);
  check((await hand(await page(), "GET", person))[0] === 303, "a stranger is sent to sign in");
  check((await hand(office, "POST", "/setup", { form: {} }))[0] === 404, "set-up is over");
  const [status, body] = await hand(office, "POST", "/api/do/person.grant", { json: { _id: id, roles: ["office", "overseer"] } });
  check(status === 409 && JSON.parse(body).error.includes("角色"), "the core refuses what the page does not offer");
  check((await hand(secadmin, "POST", `/accounts/${"0".repeat(10)}/grant`, { form: { roles: "office" } }))[0] >= 400, "a person who is not there");
});

await test("a_new_password_asks_for_the_old_and_ends_other_sign_ins", async () => {
  const elsewhere = await page();
  await signIn(elsewhere, "lin", secrets.office);
  await go(office, "/me/password");
  const change = async (now, next, again) => {
    await office.fill("#f-now", now);
    await office.fill("#f-new", next);
    await office.fill("#f-again", again);
    await press(office, "修改口令");
  };
  await change("wrong-old-one", "a-better-secret", "a-better-secret");
  check((await text(office, ".has-wrong")).includes("现在的口令不对"), "the old one is asked for");
  await change(secrets.office, "a-better-secret", "a-better-secrex");
  check((await text(office, ".has-wrong")).includes("不一样"), "the two must agree");
  await change(secrets.office, "short", "short");
  check((await text(office, ".has-wrong")).includes("至少要 10 个字符"), "a weak one is refused");
  await shots(office, "password");
  await change(secrets.office, "a-better-secret", "a-better-secret");
  secrets.office = "a-better-secret";
  check(office.url().includes("/me?done=person.password"), "done, and still signed in");
  await go(elsewhere, "/me");
  check(elsewhere.url().includes("/login"), "the other sign-in is over");
  const [status, body] = await hand(office, "POST", "/api/do/person.password", { json: { _id: person.split("/").pop(), password_hash: "x" } });
  check(status === 403 && body.includes("网页"), "no way around the old password");
});

await test("one_time_codes_are_set_up_asked_for_and_turned_off", async () => {
  await go(office, "/me/totp");
  const secret = await office.inputValue("input[name=secret]");
  check(/^[A-Z2-7]{32}$/.test(secret), "a secret of 160 bits");
  check((await office.locator("svg.qr path").getAttribute("d")).length > 1000, "a code to scan is drawn");
  await shots(office, "totp");
  await office.fill("#f-code", "000000");
  await press(office, "确认并启用");
  check((await text(office, ".has-wrong")).includes("动态口令不对"), "a wrong code is refused");
  check((await office.inputValue("input[name=secret]")) === secret, "the secret stays, so that one scan is enough");
  const [status] = await hand(office, "POST", "/me/totp", { form: { secret: "A".repeat(32), seal: "0".repeat(64), code: code("A".repeat(32)) } });
  check(status === 400, "a secret that was not drawn here is not taken");
  await office.fill("#f-code", code(secret));
  await press(office, "确认并启用");
  check((await text(office)).includes("关闭动态口令"), "codes are on");
  const again = await page();
  await signIn(again, "lin", secrets.office);
  check((await again.locator("#code").count()) === 1 && (await again.locator("#password").count()) === 0, "the code is the second step");
  await shots(again, "login-code");
  await again.fill("#code", "123456");
  await press(again, "登录");
  check((await text(again)).includes("动态口令不对"), "a wrong code is said");
  await again.fill("#code", code(secret));
  await press(again, "登录");
  check((await text(again, "header.top")).includes("林甲"), "signed in");
  await go(again, "/me/totp-off");
  await again.fill("#f-now", secrets.office);
  await press(again, "关闭动态口令").catch(() => again.locator("button.primary").click());
  check((await text(again)).includes("设置动态口令"), "codes are off");
  await shots(again, "me");
});

await test("rounds_and_registers_are_kept_by_the_office", async () => {
  await go(office, "/inspections/new");
  await office.fill("#f-name", "县委第一轮巡察");
  await office.selectOption("#f-sort", "xuncha");
  await office.fill("#f-phone", "0000-1234567");
  await press(office, "登记巡视巡察");
  check((await text(office)).includes("0000-1234567"), "the contact stands on the round's page");
  await shots(office, "inspection");
  await go(office, "/inspections");
  await shots(office, "inspections");
  await go(office, "/books/sanction/new");
  await office.selectOption("#f-sort", "admonition");
  await office.fill("#f-persons", "3");
  await office.fill("#f-day", "2024-02-30").catch(() => {});
  await office.fill("#f-day", "2024-02-28");
  await press(office, "登记问责");
  check((await text(office)).includes("诫勉"), "the entry is listed");
  check((await office.locator(".tile", { hasText: "诫勉" }).locator("b").innerText()) === "3", "and counted");
  await shots(office, "books");
  await office.getByRole("link", { name: "撤销", exact: true }).click();
  await office.fill("#f-reason", "重复登记");
  await press(office, "撤销问责登记");
  check((await text(office)).includes("已撤销"), "struck, and still there");
  check((await office.locator(".tile", { hasText: "诫勉" }).locator("b").innerText()) === "0", "and counts no more");
});

await test("a_ledger_is_tried_first_and_entered_whole", async () => {
  const bad = join(scratch, "bad.csv"), good = join(scratch, "good.csv");
  const head = "方面,反馈问题,整改措施,牵头单位,整改时限\n";
  writeFileSync(bad, `${head}一、作风建设,文件太多,精简文件,云岭县整改办,2025-02-30\n`);
  writeFileSync(good, `${head}一、作风建设,文件太多,精简文件,云岭县整改办,2025-06-30\n一、作风建设,会议太长,限定会期,云岭县民政局,2025-07-31\n`);
  const upload = async (file) => {
    await go(office, "/import");
    await office.setInputFiles("#file", file);
    await press(office, "试读");
    await office.waitForURL(/\/import\/preview/);
  };
  await go(office, "/import");
  await shots(office, "import");
  await upload(bad);
  check(await office.getByRole("button", { name: "确认导入" }).isDisabled(), "with an error nothing can be confirmed");
  check((await text(office)).includes("2025-02-30") || (await text(office)).includes("E2"), "the cell is named");
  await upload(good);
  const seen = await text(office);
  check(seen.includes("云岭县民政局"), "what would be created is shown");
  await shots(office, "import-preview");
  const preview = office.url();
  await press(office, "确认导入");
  check((await text(office)).includes("新增 2 行"), `the counts are said: ${(await text(office)).slice(0, 200)}`);
  const problems = JSON.parse((await hand(office, "GET", "/api/problem"))[1]);
  check(problems.list.length === 2, "both rows are entered");
  await office.goto(preview);
  check((await text(office)).includes("已经导入过"), "the same file is not entered twice");
  check((await hand(office, "POST", "/import/confirm", { form: { token: "../../keys/log.key", into: "", name: "x.csv" } }))[0] >= 400, "a token is a hash and nothing else");
});

await test("the_log_is_shown_and_a_receipt_verifies", async () => {
  await go(auditor, "/log");
  check((await text(auditor)).includes("业务内容只有业务人员能看"), "the auditor is told what is not shown");
  await shots(auditor, "log");
  await go(auditor, "/log/0");
  check((await text(auditor)).includes("登记了单位"), "the first entry");
  await shots(auditor, "log-entry");
  const sanctions = JSON.parse((await hand(office, "GET", "/api/sanction"))[1]);
  await go(auditor, `/log/${sanctions.list[0].seq}`);
  check((await text(auditor)).includes("不看业务内容"), "business words are hidden from the auditor");
  await go(office, `/log/${sanctions.list[0].seq}`);
  check((await text(office)).includes("重复登记"), "and shown to the office");
  check((await hand(auditor, "GET", "/log/999999"))[0] === 404, "there is no such entry");
  check((await hand(auditor, "GET", "/log/x"))[0] === 404, "nor such a number");
  const receipts = join(scratch, "receipts");
  mkdirSync(receipts);
  let answer = [503, ""];
  for (let i = 0; i < 80 && answer[0] === 503; i++) {
    answer = await hand(auditor, "GET", "/log/3/receipt");
    if (answer[0] === 503) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  check(answer[0] === 200, `a receipt: ${answer[0]}`);
  writeFileSync(join(receipts, "3.tlog-proof"), answer[1]);
  const key = join(scratch, "log.pub");
  writeFileSync(key, (await hand(auditor, "GET", "/log/key"))[1]);
  execFileSync(verifier, [dir, "--receipts", receipts, "--key", key], { stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(receipts, "3.tlog-proof"), answer[1].replace(/index 3/, "index 4"));
  let refused = false;
  try {
    execFileSync(verifier, [dir, "--receipts", receipts, "--key", key], { stdio: "ignore" });
  } catch {
    refused = true;
  }
  check(refused, "a receipt that was changed is refused");
});

await test("the_api_reads_and_writes_like_the_pages", async () => {
  const [, made] = await hand(office, "POST", "/api/do/unit.create", { json: { name: "云岭县水务局", sort: "government", _command: "api-1" } });
  const { id, position } = JSON.parse(made);
  check(/^[0-9a-z]{10}$/.test(id) && position > 0, `made: ${made}`);
  const [, again] = await hand(office, "POST", "/api/do/unit.create", { json: { name: "云岭县水务局", sort: "government", _command: "api-1" } });
  check(again === made.replace('"repeated":false', '"repeated":true'), "the same command id is the same command, and said to be");
  const unit = JSON.parse((await hand(office, "GET", `/api/unit/${id}`))[1]);
  check(unit.record.name === "云岭县水务局" && unit.history.length === 1 && unit.history[0].event === "unit.created", "the record and its history");
  const [status, figures] = await hand(office, "GET", "/api/figures");
  check(status === 200 && JSON.parse(figures).some((f) => f.name === "problems.total"), "figures by name");
  const form = await hand(office, "POST", "/api/do/unit.change", { form: { _id: id, name: "云岭县水利局", _drawn: String(unit.record.seq) } });
  check(form[0] === 200, `a form will do too: ${form}`);
  const stale = await hand(office, "POST", "/api/do/unit.change", { json: { _id: id, name: "甲乙", _drawn: unit.record.seq } });
  check(stale[0] === 409, "a change drawn from an older state is refused");
  for (const [want, path, json] of [[404, "/api/do/unit.destroy", {}], [400, "/api/do/unit.create", "{"], [400, "/api/do/unit.create", []],
    [400, "/api/do/unit.create", { name: { a: 1 } }], [400, "/api/do/unit.create", { name: 1.5 }], [400, "/api/do/unit.create", { name: "甲乙", _else: 1 }],
    [400, "/api/do/unit.create", { name: "甲乙", _id: "!" }], [400, "/api/do/unit.create", { name: "甲乙", colour: "red" }], [400, "/api/do/unit.create", {}],
    [400, "/api/do/unit.create", { name: "甲乙", above: "zzzzzzzzzz" }], [403, "/api/do/session.open", {}]]) {
    const [got, body] = await hand(office, "POST", path, { json });
    check(got === want && typeof JSON.parse(body).error === "string", `${path} ${JSON.stringify(json)}: ${got} ${body}`);
  }
  check(JSON.parse((await hand(office, "POST", "/api/do/unit.create", { json: {} }))[1]).field === "name", "the field at fault is named");
  for (const path of ["/api/nothing", "/api/session", `/api/unit/${"z".repeat(10)}`, "/api/unit/x", "/api/do"]) check((await hand(office, "GET", path))[0] === 404, path);
  check((await hand(auditor, "GET", "/api/measure"))[0] === 404, "no business for the auditor");
  check((await hand(await page(), "GET", "/api/unit"))[0] === 401, "strangers sign in first");
  const pages = JSON.parse((await hand(office, "GET", "/api/unit?limit=2"))[1]);
  check(pages.list.length === 2 && pages.next === pages.list[1].id, "lists come in pages");
  check(JSON.parse((await hand(office, "GET", `/api/unit?limit=2&after=${pages.next}`))[1]).list[0].id > pages.next, "one after the other");
});

await test("settings_are_kept_or_refused_as_a_whole", async () => {
  await go(sysadmin, "/settings");
  await shots(sysadmin, "settings");
  await sysadmin.fill("#f-workers", "99");
  await press(sysadmin, "保存");
  check((await sysadmin.locator(".has-wrong").count()) === 1, "too many workers is said beside its field");
  await sysadmin.fill("#f-workers", "3");
  await press(sysadmin, "保存");
  check((await text(sysadmin)).includes("已保存") && (await sysadmin.inputValue("#f-workers")) === "3", "kept");
});

await test("a_closed_account_is_out_at_once", async () => {
  await go(sysadmin, `${person}/leave`);
  await sysadmin.fill("#f-reason", "调离");
  sysadmin.on("dialog", (d) => d.accept());
  await press(sysadmin, "停用人员");
  check((await text(sysadmin)).includes("此人已停用"), "closed");
  await go(office, "/me");
  check(office.url().includes("/login"), "and signed out");
  await signIn(office, "lin", secrets.office);
  check((await text(office)).includes("不对"), "and cannot come back");
});

await test("no_page_had_trouble_with_its_script_or_policy", async () => {
  const trouble = [sysadmin, secadmin, auditor, office].flatMap((p) => p.trouble).filter((t) => !/status of (4\d\d|503)/.test(t));
  check(trouble.length === 0, trouble.join("\n"));
});

await done();
