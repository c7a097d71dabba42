package press.communique.api.subscribers;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values (RFC 4180), as spreadsheets write them: with a byte order mark or not, lines ended either way, and
 * semicolons where the comma is a decimal sign.
 *
 * <p>A spreadsheet takes a cell that begins with one of {@code = + - @} for a formula, so such a cell is written with an
 * apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection), which is taken off when it comes back.
 */
final class Csv {

    private Csv() {}

    /** A line of the file with its number, from 1; a quoted cell may span several. */
    record Line(int number, List<String> cells) {}

    static String write(List<String> cells) {
        var line = new StringBuilder();
        for (String cell : cells) {
            if (line.length() > 0) {
                line.append(',');
            }
            String safe = isFormula(cell) ? "'" + cell : cell;
            line.append(
                    safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r')
                            ? '"' + safe.replace("\"", "\"\"") + '"'
                            : safe);
        }
        return line.append("\r\n").toString();
    }

    static List<Line> read(String text) {
        String csv = text.startsWith("\ufeff") ? text.substring(1) : text;
        String head = csv.lines().findFirst().orElse("");
        char separator = head.contains(";") && !head.contains(",") ? ';' : ',';
        var lines = new ArrayList<Line>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        int number = 1;
        int began = 1;
        for (int i = 0; i <= csv.length(); i++) {
            char c = i < csv.length() ? csv.charAt(i) : '\n';
            if (quoted && i < csv.length()) {
                if (c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    number += c == '\n' ? 1 : 0;
                    cell.append(c);
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                cells.add(plain(cell));
            } else if (c == '\n') {
                cells.add(plain(cell));
                if (cells.stream().anyMatch(each -> !each.isEmpty())) {
                    lines.add(new Line(began, List.copyOf(cells)));
                }
                cells.clear();
                began = ++number;
            } else {
                cell.append(c);
            }
        }
        return lines;
    }

    private static String plain(StringBuilder cell) {
        String text = cell.toString().strip();
        cell.setLength(0);
        return text.startsWith("'") && isFormula(text.substring(1)) ? text.substring(1) : text;
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
    }
}
