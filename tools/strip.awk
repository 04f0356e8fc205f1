# Blanks comments and the inside of string and character literals, keeping the lines, so that a search finds code only.
{
    out = ""
    line = $0
    while (length(line)) {
        if (comment) {
            at = index(line, "*/")
            if (!at) { line = ""; break }
            line = substr(line, at + 2)
            comment = 0
        } else if (match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'/)) {
            found = substr(line, RSTART, RLENGTH)
            out = out substr(line, 1, RSTART - 1)
            line = substr(line, RSTART + RLENGTH)
            if (found == "/*") comment = 1
            else if (found == "//") line = ""
            else out = out "\"\""
        } else {
            out = out line
            line = ""
        }
    }
    print out
}
