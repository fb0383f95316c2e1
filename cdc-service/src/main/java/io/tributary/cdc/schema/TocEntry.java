package io.tributary.cdc.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of an archive's table of contents, as {@code pg_restore --list} prints it.
 *
 * @param line the whole line, which {@code pg_restore --use-list} takes back
 * @param catalog oid of the catalog that the object is in, in the database that was dumped
 * @param object the object's oid there; 0 where the entry is not an object
 * @param text kind, schema, name and owner
 */
record TocEntry(String line, long catalog, long object, String text) {
  private static final Pattern LINE = Pattern.compile("\\d+; (\\d+) (\\d+) (.*)");

  static Optional<TocEntry> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new TocEntry(
                line,
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  boolean is(String kind) {
    return text.startsWith(kind + " ");
  }

  /** Kind, schema and name without the owner, which is always the role that dumped. */
  String name(String owner) {
    String end = " " + owner;
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
