#!/bin/bash
# sample_check.sh [DIR]: checks the sample county of sample/ (columns: sample/README.md): references, counts, sums,
# lengths, who may verify whom, and the figures and headings of the two bulletin templates. Without DIR it checks
# sample/ and then proves itself: it plants errors in copies, one each, and every copy must be refused for its reason.
set -eu
cd "$(dirname "$0")/.."
# Bytes, whatever awk this is: UTF-8 characters are counted by leaving out the bytes that continue one.
export LC_ALL=C

tables() { # DIR
    (cd "$1" && awk -F'\t' '
    function bad(words) { printf "%s:%d: %s\n", FILENAME, FNR, words; wrong = 1 }
    function late(file, words) { printf "%s: %s\n", file, words; wrong = 1 }
    function chars(s) { gsub(/[\200-\277]/, "", s); return length(s) }
    function c(name) {
        if (!((FILENAME, name) in at)) { bad("no column " name); exit 1 }
        return $(at[FILENAME, name])
    }
    function whole(s) { return s ~ /^-?[0-9]+$/ }
    function number(name, low, high, v) {
        v = c(name)
        if (!whole(v) || v + 0 < low || v + 0 > high) bad(name " is \"" v "\", expected " low " to " high)
        return v + 0
    }
    function words(name, low, high, n) {
        n = chars(c(name))
        if (n < low || n > high) bad(name " has " n " characters, expected " low " to " high)
    }
    function one(name, list, v) {
        v = c(name)
        if (v == "" || index(" " list " ", " " v " ") == 0) bad(name " is \"" v "\", expected one of: " list)
        return v
    }
    function ref(name, known, v) {
        v = c(name)
        if (!(v in known)) bad(name " \"" v "\" stands in no other table")
        return v
    }
    function fresh(key, kind) { if ((kind, key) in seen) bad(kind " \"" key "\" stands twice"); seen[kind, key] = 1 }
    function below(unit, top, hops) { # is UNIT TOP or under it?
        for (hops = 0; unit != "" && hops < 9; hops++) { if (unit == top) return 1; unit = parent[unit] }
        return 0
    }
    function sum(kind, want) {
        if (persons[kind] + 0 != want) late("sanctions.tsv", kind " adds up to " (persons[kind] + 0) ", expected " want)
    }
    function count(table, low, high) {
        if (rows[table] + 0 < low || rows[table] + 0 > high)
            late(table, (rows[table] + 0) " rows, expected " low " to " high)
    }
    FNR == 1 { width = NF; for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
    {
        rows[FILENAME]++
        if (NF != width) bad(NF " cells, the header has " width)
        if (/\r/) bad("a carriage return")
        rest = $0
        gsub(/\{(day|year):-?[0-9]+\}/, "", rest)
        if (rest ~ /[{}]/) bad("a brace that is neither {day:N} nor {year:N}")
    }
    FILENAME == "units.tsv" {
        fresh(c("key"), "unit")
        parent[c("key")] = c("parent")
        if (c("parent") != "" && !(c("parent") in parent)) bad("the parent must stand above its units")
        one("kind", "party government township enterprise institution")
        kinds[c("kind")]++
        next
    }
    FILENAME == "people.tsv" {
        fresh(c("key"), "person"); fresh(c("login"), "login")
        if (c("login") !~ /^[a-z]+$/) bad("login is not plain pinyin")
        if (c("phone") !~ /^0000-6100[0-9][0-9][0-9]$/) bad("phone is not one of the invented office numbers")
        unit = ref("unit", parent); roles = c("roles"); n = split(roles, role, ",")
        for (i = 1; i <= n; i++) {
            if (index(" office unit leader overseer sysadmin secadmin auditor publisher reader ", " " role[i] " ") == 0)
                bad("unknown role " role[i])
            holders[role[i]]++
            if (role[i] == "leader") leads[c("key")] = 1
            if (role[i] == "unit") unit_people[unit]++
            if (role[i] == "overseer") watch[unit] = 1
            if (n > 1 && role[i] ~ /admin|auditor/) bad(role[i] " must have no other role")
        }
        next
    }
    FILENAME == "inspection.tsv" {
        ref("organisation", parent); one("kind", "xunshi xuncha audit supervision")
        if (!(number("start_offset", -999, -1) < number("end_offset", -999, -1) &&
              c("end_offset") + 0 < number("feedback_offset", -999, -1) &&
              c("feedback_offset") + 0 < number("plan_offset", -999, -1)))
            bad("start, end, feedback and plan are not in this order")
        next
    }
    FILENAME == "aspects.tsv" { if (number("number", 1, 8) != FNR - 1) bad("aspects must be numbered in order"); aspect[c("number")] = 1; next }
    FILENAME == "problems.tsv" {
        if (number("number", 1, 27) != FNR - 1) bad("problems must be numbered in order")
        if (c("aspect") + 0 < last_aspect) bad("problems must follow the order of aspects")
        last_aspect = c("aspect") + 0; used_aspect[ref("aspect", aspect)] = 1
        words("title", 4, 60); words("detail", 15, 300)
        one("nature", "\344\270\252\346\200\247 \345\205\261\346\200\247")
        if (c("amount_yuan") != "") number("amount_yuan", 1, 999999999)
        problem[c("number")] = 1; next
    }
    FILENAME == "manifestations.tsv" {
        ref("problem", problem)
        if (number("number", 1, 9) != ++manifest[c("problem")]) bad("manifestations must be numbered in order")
        next
    }
    FILENAME == "measures.tsv" {
        m = number("number", 1, 99)
        if (m != FNR - 1) bad("measures must be numbered in order")
        used_problem[ref("problem", problem)] = 1; measure[m] = c("problem")
        one("type", "immediate phased sustained"); ref("leader", leads)
        lead = ref("lead_unit", parent); executor[lead] = 1; lead_units[lead] = 1
        n = split(c("assisting_units"), who, ",")
        for (i = 1; i <= n; i++) {
            if (!(who[i] in parent)) bad("assisting unit \"" who[i] "\" is no unit")
            if (who[i] == lead) bad("the lead unit assists itself")
            executor[who[i]] = 1
        }
        words("text", 15, 120); words("goal", 3, 60); words("standard", 5, 80)
        f = fate[m] = one("fate", "closed verifying claimed returned rejected working overdue issued review draft")
        fates[f]++; start[m] = number("start_offset", -110, 30); due = number("due_offset", -100, 400)
        if (due <= start[m]) bad("due on or before its start")
        if (f == "overdue" && due >= 0) bad("overdue but not yet due")
        if (f != "overdue" && f != "closed" && due < 0) bad("past its due day but not overdue")
        if (f == "working" && due <= 10) soon++
        next
    }
    FILENAME == "reports.tsv" {
        m = ref("measure", measure); p = number("period", -6, 0); words("text", 40, 150)
        if (fate[m] ~ /issued|review|draft/) bad("a report for a measure nobody works on yet")
        if (m == was && p <= was_period) bad("periods must rise")
        if (m == was && number("percent", 0, 100) < was_percent) bad("percent falls")
        if (15 * (p + 1) < start[m]) bad("a report before the measure starts")
        was = m; was_period = p; was_percent = number("percent", 0, 100); reported[m] = was_percent; next
    }
    FILENAME == "evidence.tsv" {
        m = ref("measure", measure); fresh(m "/" c("name"), "evidence"); have[m]++
        if (c("name") !~ /\.(txt|csv|md)$/) bad("the name must end in .txt, .csv or .md")
        one("kind", "document photo ledger minutes rule record"); words("body", 80, 400)
        if (number("proves_offset", -110, 0) < start[m]) bad("proves a day before the measure starts")
        if (fate[m] ~ /issued|review|draft/) bad("evidence for a measure nobody works on yet")
        if (c("withdrawn_offset") != "") {
            if (number("withdrawn_offset", -110, -1) <= c("proves_offset") + 0) bad("withdrawn before the day it proves")
            if (fate[m] !~ /returned|rejected/) bad("evidence withdrawn from a measure that was not sent back")
            words("withdrawn_reason", 5, 60); have[m]--
        }
        if (!(m in newest) || c("proves_offset") + 0 > newest[m]) newest[m] = c("proves_offset") + 0
        next
    }
    FILENAME == "opinions.tsv" {
        m = ref("measure", measure); s = one("step", "claim approve reject verify return plan_approve plan_return")
        words("text", 15, 160); day = number("day_offset", -110, 30); step[m, s]++
        if (m == said && day < said_day) bad("opinions of a measure must follow their days")
        if (s == "claim" && fate[m] == "closed" && day < newest[m]) bad("claimed before its newest evidence")
        said = m; said_day = day; next
    }
    FILENAME == "sanctions.tsv" {
        ref("problem", problem); number("day_offset", -110, 0); fresh(c("document_number"), "document number")
        k = one("kind", "party_warning party_serious_warning party_removal party_probation party_expulsion gov_warning " \
            "gov_demerit gov_major_demerit gov_demotion gov_removal gov_dismissal org_transfer org_removal admonition reminder")
        n = number("persons", 1, 20); persons[k] += n
        if (k ~ /^party/) persons["party"] += n
        if (k ~ /^gov/) persons["gov"] += n
        if (k ~ /^org/) persons["org"] += n
        words("note", 5, 60); next
    }
    FILENAME == "rules.tsv" {
        ref("problem", problem); ref("unit", parent); number("day_offset", -110, 0)
        one("action", "issued revised"); fresh(c("title"), "rule"); fresh(c("document_number"), "document number")
        if (c("title") !~ /^\343\200\212.*\343\200\213$/) bad("title without \343\200\212\343\200\213")
        next
    }
    FILENAME == "drafts.tsv" { redraft[ref("measure", measure)] = 1; words("text", 15, 120); words("standard", 5, 80); next }
    FILENAME == "closings.tsv" { closing[ref("problem", problem)] = 1; words("opinion", 15, 160); next }
    END {
        count("units.tsv", 25, 40); count("people.tsv", 35, 50); count("inspection.tsv", 1, 1); count("aspects.tsv", 8, 8)
        count("problems.tsv", 27, 27); count("manifestations.tsv", 35, 60); count("measures.tsv", 99, 99)
        count("reports.tsv", 330, 600); count("evidence.tsv", 180, 300); count("sanctions.tsv", 60, 90); count("rules.tsv", 69, 69)
        if (kinds["township"] != 6 || kinds["enterprise"] != 3) late("units.tsv", "expected 6 townships and 3 enterprises")
        n = split("closed 38 verifying 6 claimed 6 returned 5 rejected 2 working 28 overdue 6 issued 4 review 2 draft 2", w, " ")
        for (i = 1; i < n; i += 2) if (fates[w[i]] + 0 != w[i + 1]) late("measures.tsv", (fates[w[i]] + 0) " " w[i] ", expected " w[i + 1])
        for (a in aspect) if (!(a in used_aspect)) late("problems.tsv", "aspect " a " has no problem")
        for (q in problem) if (!(q in used_problem)) late("measures.tsv", "problem " q " has no measure")
        for (i = 1; i <= 99; i++) {
            f = fate[i]
            if (f ~ /closed|verifying|claimed/ && have[i] + 0 < 2) late("evidence.tsv", "measure " i " is " f " with " (have[i] + 0) " pieces of evidence")
            if (f !~ /issued|review|draft/ && !(i in reported)) late("reports.tsv", "measure " i " is " f " without a report")
            if (f == "closed" && reported[i] != 100) late("reports.tsv", "measure " i " is closed at " reported[i] " percent")
            if (f ~ /closed|verifying|claimed|returned|rejected/ && !step[i, "claim"]) late("opinions.tsv", "measure " i " is " f " without a claim")
            if (f ~ /closed|verifying|returned/ && !step[i, "approve"]) late("opinions.tsv", "measure " i " is " f " without approval")
            if (f != "closed") still_open[measure[i]] = 1
            if ((i in redraft) != (step[i, "plan_return"] > 0)) late("drafts.tsv", "measure " i ": a returned plan needs its first draft, and no other")
            if ((f == "closed") != (step[i, "verify"] > 0)) late("opinions.tsv", "measure " i " is " f ", its verification does not fit")
            if ((f == "returned") != (step[i, "return"] > 0)) late("opinions.tsv", "measure " i " is " f ", its return does not fit")
            if ((f == "rejected") != (step[i, "reject"] > 0)) late("opinions.tsv", "measure " i " is " f ", its rejection does not fit")
        }
        for (q in problem) if ((q in closing) != !(q in still_open)) late("closings.tsv", "problem " q ": closed exactly when all its measures are")
        if (soon < 1) late("measures.tsv", "no working measure is due within 10 days")
        if (holders["leader"] < 5 || holders["office"] < 2 || holders["overseer"] < 4 || holders["publisher"] != 1 ||
            holders["sysadmin"] != 1 || holders["secadmin"] != 1 || holders["auditor"] != 1)
            late("people.tsv", "the roles are not staffed as sample/README.md says")
        for (u in lead_units) if (unit_people[u] != 1) late("people.tsv", "lead unit " u " has " (unit_people[u] + 0) " people of role unit, expected 1")
        for (v in watch) for (u in executor) if (below(v, u)) late("people.tsv", "overseers sit in " v ", which is responsible unit " u " or below it")
        sum("party_warning", 53); sum("party_serious_warning", 30); sum("party_removal", 1); sum("party_probation", 1)
        sum("party_expulsion", 9); sum("party", 94); sum("gov_warning", 8); sum("gov_demerit", 3); sum("gov_major_demerit", 0)
        sum("gov_demotion", 0); sum("gov_removal", 3); sum("gov_dismissal", 2); sum("gov", 16); sum("org_transfer", 1)
        sum("org_removal", 1); sum("org", 2); sum("admonition", 14); sum("reminder", 97)
        exit wrong
    }' units.tsv people.tsv inspection.tsv aspects.tsv problems.tsv manifestations.tsv measures.tsv \
        reports.tsv evidence.tsv opinions.tsv sanctions.tsv rules.tsv drafts.tsv closings.tsv)
}

figures='aspects.total problems.total measures.total measures.closed problems.closed measures.working measures.overdue
measures.closed_rate sanctions.party sanctions.party_warning sanctions.party_serious_warning sanctions.party_removal
sanctions.party_probation sanctions.party_expulsion sanctions.gov sanctions.gov_warning sanctions.gov_demerit
sanctions.gov_major_demerit sanctions.gov_demotion sanctions.gov_removal sanctions.gov_dismissal sanctions.org
sanctions.org_transfer sanctions.org_removal sanctions.admonition sanctions.reminder rules.total rules.issued
rules.revised units.lead evidence.total reports.total'
places='inspection.organisation inspection.body inspection.start_day inspection.end_day inspection.feedback_day
inspection.phone inspection.post_box inspection.mail bulletin.day aspect.number_chinese aspect.title
problem.number_chinese problem.title problem.summary #aspects /aspects #problems /problems'

templates() { # DIR
    local rc=0 name chip heading n
    for name in bulletin.txt bulletin-default.txt; do
        for chip in $(grep -o '{{[^}]*}}' "$1/$name" | tr -d '{}' | sort -u); do
            case " $(echo $figures $places) " in
            *" $chip "*) ;;
            *) echo "$name: {{$chip}} is no figure and no place" && rc=1 ;;
            esac
        done
        for chip in $figures; do
            grep -q "{{$chip}}" "$1/$name" || { echo "$name: {{$chip}} is missing" && rc=1; }
        done
    done
    # The county's sections are its aspects: same words, same order.
    awk -F'\t' 'NR == FNR { if (FNR > 1) title[$1] = $2; next }
        /^[^\t]*、关于“.*”问题的整改情况$/ { n++; if (index($0, "“" title[n] "”") == 0) { print "bulletin.txt:" FNR ": section " n " is not aspect " n; bad = 1 } }
        END { if (n != 8) { print "bulletin.txt: " n " sections, expected 8"; bad = 1 } exit bad }' \
        "$1/aspects.tsv" "$1/bulletin.txt" || rc=1
    n=$(sed 's/{{[^}]*}}/000/g' "$1/bulletin.txt" | tr -d '\200-\277\n' | wc -c)
    if [ "$n" -lt 2500 ] || [ "$n" -gt 4000 ]; then echo "bulletin.txt: $n characters, expected 2500 to 4000" && rc=1; fi
    return $rc
}

check() { local rc=0; tables "$1" || rc=1; templates "$1" || rc=1; return $rc; }

if [ $# -gt 0 ]; then
    check "$1" && echo "sample: ok"
    exit
fi
check sample

# What must be refused: a file, a sed script that plants the error, and the words the refusal must hold.
copy=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-sample-XXXXXX")
trap 'rm -rf "$copy"' EXIT
planted=0
while IFS='|' read -r file script reason; do
    cp sample/*.tsv sample/*.txt "$copy/"
    sed "$script" "sample/$file" >"$copy/$file"
    cmp -s "sample/$file" "$copy/$file" && { echo "sample_check: \"$script\" changes nothing in $file" && exit 1; }
    if found=$(check "$copy") || ! grep -qF -- "$reason" <<<"$found"; then
        echo "sample_check: error planted in $file ($script) not refused for \"$reason\":"
        echo "$found" | head -5
        exit 1
    fi
    planted=$((planted + 1))
done <<'END'
units.tsv|3d|stands in no other table
people.tsv|/overseer/s/jw/xwb/|which is responsible unit
people.tsv|s/\tsysadmin\t/\tsysadmin,unit\t/|must have no other role
people.tsv|/yuxiaotang/s/office/reader/|the roles are not staffed
problems.tsv|5s/^1/9/|stands in no other table
manifestations.tsv|2s/^1/77/|stands in no other table
measures.tsv|2s/closed$/working/|past its due day but not overdue
measures.tsv|100d|98 rows, expected 99 to 99
measures.tsv|3s/luzhe/nobody/|stands in no other table
measures.tsv|2s/zjj,lcz/zjj,nowhere/|is no unit
reports.tsv|2s/\t[0-9]*$/\t101/|expected 0 to 100
reports.tsv|s/^5\t/4\t/|periods must rise
evidence.tsv|2s/\.csv\t/.exe\t/|the name must end in
evidence.tsv|/^10\t/d|with 0 pieces of evidence
evidence.tsv|2s/\t\t$/\t-5\twithdrawn for no reason/|withdrawn from a measure that was not sent back
opinions.tsv|/^1\tverify/d|its verification does not fit
drafts.tsv|2d|needs its first draft
closings.tsv|2d|closed exactly when all its measures are
sanctions.tsv|2s/\t2\t/\t3\t/|adds up to
rules.tsv|2d|68 rows, expected 69 to 69
bulletin.txt|s/{{rules.revised}}/{{rules.rewritten}}/|is no figure and no place
bulletin.txt|s/{{reports.total}}/391/|{{reports.total}} is missing
bulletin.txt|s/^三、关于“推进/三、关于“推动/|is not aspect 3
END
echo "sample: ok, $planted planted errors refused"
