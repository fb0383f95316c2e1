package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.parser.Vec0Column.Role;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the columns between the parentheses of {@code USING vec0(…)}, all of them or none. */
final class Vec0Declaration {
  private static final Map<Role, Pattern> FORMS = new EnumMap<>(Role.class);
  private static final Pattern OPTION = pattern("chunk_size ?= ?(\\d{1,6})");

  /** What the module takes where nothing is said. */
  private static final int CHUNK_SIZE = 1024;

  static {
    FORMS.put(Role.KEY, pattern("(\\w+) (text|integer|int) primary key"));
    FORMS.put(Role.PARTITION, pattern("(\\w+) (text|integer|int) partition key"));
    FORMS.put(
        Role.VECTOR,
        pattern(
            "(\\w+) (float|f32|int8|i8|bit) ?\\[ ?(\\d{1,6}) ?]"
                + "(?: distance_metric ?= ?(?:l1|l2|cosine))?"));
    FORMS.put(Role.METADATA, pattern("(\\w+) (text|integer|int|float|double|boolean|bool)"));
    FORMS.put(Role.AUXILIARY, pattern("\\+ ?(\\w+) (text|integer|int|float|double|blob)"));
  }

  private final List<Vec0Column> columns = new ArrayList<>();
  private int chunkSize = CHUNK_SIZE;

  private Vec0Declaration() {}

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  /**
   * Reads a statement.
   *
   * @throws SqliteSyntaxException naming what is not known
   */
  static Vec0Declaration of(String sql) {
    int open = sql.indexOf('(');
    int close = sql.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new SqliteSyntaxException("it declares no columns");
    }
    Vec0Declaration declaration = new Vec0Declaration();
    for (String argument : sql.substring(open + 1, close).split(",")) {
      declaration.argument(argument.strip().replaceAll("\\s+", " "));
    }
    if (declaration.count(Role.VECTOR) == 0 || declaration.count(Role.KEY) > 1) {
      throw new SqliteSyntaxException("it has no vector, or two keys");
    }
    return declaration;
  }

  /** The table, its columns in declared order. */
  Vec0Table table(String name) {
    return new Vec0Table(name, List.copyOf(columns), chunkSize);
  }

  private void argument(String text) {
    Matcher option = OPTION.matcher(text);
    if (option.matches()) {
      chunkSize = Integer.parseInt(option.group(1));
    }
    if (text.isEmpty() || option.matches()) {
      return;
    }
    for (Map.Entry<Role, Pattern> form : FORMS.entrySet()) {
      Matcher matcher = form.getValue().matcher(text);
      if (matcher.matches()) {
        Role role = form.getKey();
        columns.add(
            new Vec0Column(
                matcher.group(1),
                role,
                matcher.group(2).toLowerCase(Locale.ROOT),
                role == Role.VECTOR ? Integer.parseInt(matcher.group(3)) : 0,
                count(role)));
        return;
      }
    }
    throw new SqliteSyntaxException("'" + text + "' is not known");
  }

  private int count(Role role) {
    return (int) columns.stream().filter(column -> column.role() == role).count();
  }
}
