package io.tributary.mapping.rule;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a target column of a type that a migration file spells, before there is one. Pure. */
public final class DeclaredTargetColumn {
  private static final Pattern SPELLING =
      Pattern.compile(
          "([a-z_\"][a-z0-9_$\". ]*?)(\\([0-9, ]+\\))?( with(?:out)? time zone)?((?:\\[])*)");

  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int2", "smallint"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float", "double precision"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("bool", "boolean"),
          Map.entry("char", "character"),
          Map.entry("bpchar", "character"),
          Map.entry("varchar", "character varying"),
          Map.entry("char varying", "character varying"),
          Map.entry("varbit", "bit varying"));

  /** Types without a conversion whose texts mean the same everywhere. */
  private static final Set<String> PLAIN =
      Set.of(
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "bit",
          "bit varying",
          "oid",
          "xml",
          "tsvector",
          "tsquery",
          "hstore",
          "ltree",
          "halfvec",
          "sparsevec",
          "point",
          "pg_lsn");

  private DeclaredTargetColumn() {}

  /** The column; empty when what texts mean in that type is not known. */
  public static Optional<TargetColumn> of(String type, Set<String> enums) {
    String lower = type.toLowerCase(Locale.ROOT).strip();
    Matcher matcher = SPELLING.matcher(lower);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String size = matcher.group(2) == null ? "" : matcher.group(2).replace(" ", "");
    String element = full(matcher.group(1).strip(), size, matcher.group(3));
    boolean array = !matcher.group(4).isEmpty();
    TargetColumn plain = column(element, element);
    boolean known =
        TargetTypeConversion.rule(plain).isPresent()
            || TextReadableTypes.depends(plain).isPresent()
            || PLAIN.contains(element.replaceFirst("^.*\\.", "").replaceFirst("\\(.*", ""))
            || enums.contains(bare(type));
    return known
        ? Optional.of(array ? column(element + matcher.group(4), element) : plain)
        : Optional.empty();
  }

  private static TargetColumn column(String type, String part) {
    return new TargetColumn(
        new TableName("", ""), "", type, List.of(), true, false, type, List.of(part));
  }

  private static String full(String name, String size, String zone) {
    return switch (name) {
      case "timestamptz" -> "timestamp" + size + " with time zone";
      case "timetz" -> "time" + size + " with time zone";
      case "timestamp", "time" -> name + size + (zone == null ? " without time zone" : zone);
      case "char", "character", "bpchar" -> "character" + (size.isEmpty() ? "(1)" : size);
      case "float" -> single(size) ? "real" : "double precision";
      case "numeric", "decimal", "dec" ->
          "numeric" + (size.isEmpty() || size.contains(",") ? size : size.replace(")", ",0)"));
      default -> FULL.getOrDefault(name, name) + size;
    };
  }

  private static boolean single(String size) {
    return !size.isEmpty() && Integer.parseInt(size.substring(1, size.length() - 1)) <= 24;
  }

  /** The name of an enum type as its column's rule gives it. */
  private static String bare(String type) {
    String name = type.replaceFirst("(\\[])+$", "");
    return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
  }
}
