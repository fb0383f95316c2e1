package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.table.VectorColumn.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns between the parentheses of {@code USING vec0(…)}. Only what was tried with the module
 * is read; everything else is refused, because a column too few would shift the others.
 *
 * @param columns in declared order
 */
record VectorDeclaration(List<VectorColumn> columns) {
  private static final Pattern OPTION = pattern("chunk_size\\s*=\\s*\\d+");
  private static final Map<Part, Pattern> FORMS = new EnumMap<>(Part.class);

  static {
    FORMS.put(Part.KEY, pattern("(\\w+)\\s+(text|integer|int)\\s+primary\\s+key"));
    FORMS.put(Part.PARTITION, pattern("(\\w+)\\s+(text|integer|int)\\s+partition\\s+key"));
    FORMS.put(
        Part.VECTOR,
        pattern(
            "(\\w+)\\s+(float|f32|int8|i8|bit)\\s*\\[\\s*(\\d{1,6})\\s*]"
                + "(?:\\s+distance_metric\\s*=\\s*(?:l1|l2|cosine))?"));
    FORMS.put(Part.METADATA, pattern("(\\w+)\\s+(text|integer|int|float|double|boolean|bool)"));
    FORMS.put(Part.AUXILIARY, pattern("\\+\\s*(\\w+)\\s+(text|integer|int|float|double|blob)"));
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  /**
   * Reads the statement that made the table.
   *
   * @throws IllegalArgumentException naming what is not known
   */
  static VectorDeclaration parse(String sql) {
    int open = sql.indexOf('(');
    int close = sql.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new IllegalArgumentException("it declares no columns");
    }
    List<VectorColumn> columns = new ArrayList<>();
    Map<Part, Integer> numbers = new EnumMap<>(Part.class);
    for (String argument : sql.substring(open + 1, close).split(",")) {
      String text = argument.strip();
      if (!text.isEmpty() && !OPTION.matcher(text).matches()) {
        VectorColumn column = column(text, numbers);
        numbers.merge(column.part(), 1, Integer::sum);
        columns.add(column);
      }
    }
    if (numbers.getOrDefault(Part.KEY, 0) > 1 || !numbers.containsKey(Part.VECTOR)) {
      throw new IllegalArgumentException("it has no vector, or two keys");
    }
    return new VectorDeclaration(List.copyOf(columns));
  }

  private static VectorColumn column(String text, Map<Part, Integer> numbers) {
    for (Map.Entry<Part, Pattern> form : FORMS.entrySet()) {
      Matcher matcher = form.getValue().matcher(text);
      if (matcher.matches()) {
        Part part = form.getKey();
        return new VectorColumn(
            matcher.group(1),
            part,
            matcher.group(2).toLowerCase(Locale.ROOT),
            part == Part.VECTOR ? Integer.parseInt(matcher.group(3)) : 0,
            numbers.getOrDefault(part, 0));
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not known");
  }

  Optional<VectorColumn> key() {
    return columns.stream().filter(column -> column.part() == Part.KEY).findFirst();
  }

  List<VectorColumn> of(Part part) {
    return columns.stream().filter(column -> column.part() == part).toList();
  }

  /** The columns of the table's rows as the module has them: the key comes first. */
  List<VectorColumn> carried() {
    List<VectorColumn> carried = new ArrayList<>(of(Part.KEY));
    columns.stream().filter(column -> column.part() != Part.KEY).forEach(carried::add);
    return carried;
  }
}
