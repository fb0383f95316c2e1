package io.tributary.cdc.schema.dump;

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

  /** A dash stands for the schema; a schema whose name begins with a dash is not taken for one. */
  private static final Pattern DATABASE_WIDE =
      Pattern.compile(
          "^(?:SCHEMA|EXTENSION|CAST|TRANSFORM|COMMENT|ACL|DEFAULT ACL|SECURITY LABEL|DATABASE"
              + "|PROCEDURAL LANGUAGE|ACCESS METHOD|EVENT TRIGGER|FOREIGN DATA WRAPPER"
              + "|SERVER|FOREIGN SERVER|USER MAPPING|PUBLICATION|SUBSCRIPTION) - ");

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

  /** Whether it is a trigger, the state of a partition's trigger, or a remark about a trigger. */
  boolean isOfTrigger() {
    return is("TRIGGER") || (is("COMMENT") && text.contains(" TRIGGER "));
  }

  /** Whether it is of the whole database: an extension, a cast, a schema, a server. */
  boolean isInNoSchema() {
    return DATABASE_WIDE.matcher(text).find();
  }

  /** Kind, schema and name without the owner, which is always the role that dumped. */
  String name(String owner) {
    String end = " " + owner;
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
