# letter.py FILE: what a reader of the letter sees: recipient, subject, id, then its text and its HTML.
import email
import email.policy
import sys

letter = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
assert not letter.defects, letter.defects
print("to", letter["X-Rcpt"], letter["To"])
print("subject", letter["Subject"])
print("from", letter["From"])
print("id", letter["Message-ID"])
print("auto", letter["Auto-Submitted"])
for kind in ("plain", "html"):
    body = letter.get_body((kind,))
    assert body.get_content_charset() == "utf-8"
    print(kind, body.get_content())
