package io.tributary.mapping.rule;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the types whose texts PostgreSQL may read itself: reading them depends on no setting of a
 * session or server, and cuts or rounds nothing. Pure.
 */
final class TextReadableTypes {
  /** Read by TimeZone, DateStyle, IntervalStyle, lc_monetary, search_path, or the time of day. */
  private static final Set<String> BY_SETTINGS =
      Set.of(
          "timestamp with time zone",
          "timestamp without time zone",
          "date",
          "time with time zone",
          "time without time zone",
          "interval",
          "money",
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype");

  /** Read as the nearest value that the type has, or up to its length. */
  private static final Set<String> CUT =
      Set.of(
          "real",
          "double precision",
          "bytea",
          "name",
          "\"char\"",
          "oid",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle");

  /** The same of extensions, which format_type may spell with their schema. */
  private static final Pattern CUT_BY_EXTENSION =
      Pattern.compile(
          "(?:(?:\\w+|\"[^\"]+\")\\.)?(vector|halfvec|sparsevec|cube|seg)(?:\\(\\d+\\))?");

  /** A cast to one of these with a size cuts what is longer. */
  private static final Pattern SIZED =
      Pattern.compile(
          "(numeric|bit|bit varying|character|character varying|time|timestamp|interval)\\b.*\\(.*");

  private TextReadableTypes() {}

  /** Why a column cannot take texts as they are, and what to declare; empty when it can. */
  static Optional<String> problem(TargetColumn target) {
    return depends(target)
        .map(
            part ->
                "PostgreSQL would read a text as "
                    + target.type()
                    + (part.equals(target.type()) ? "" : " (" + part + " is in it)")
                    + (BY_SETTINGS.contains(bare(part))
                        ? " by the settings of a session, which may not be what is meant"
                        : " and cut or round it without a word")
                    + "; "
                    + instead(target));
  }

  /** The part of the type that does; empty for none. */
  static Optional<String> depends(TargetColumn target) {
    return target.parts().stream()
        .filter(part -> BY_SETTINGS.contains(bare(part)) || cut(target, part))
        .findFirst();
  }

  /** Texts in a column of texts are measured by their conversion. */
  private static boolean cut(TargetColumn target, String part) {
    return CUT.contains(part)
        || CUT_BY_EXTENSION.matcher(part).matches()
        || SIZED.matcher(part).matches() && !TargetTypeConversion.isText(target);
  }

  private static String instead(TargetColumn target) {
    Optional<ConversionName> name =
        TargetTypeConversion.rule(target).map(ColumnRule::convert).map(ConversionName::of);
    if (name.isEmpty()) {
      return "make the column text in the target, and turn it into "
          + target.type()
          + " there after the cutover, or say drop: true";
    }
    List<ConversionName> zoned = List.of(ConversionName.TIMESTAMPTZ, ConversionName.TIMESTAMP);
    return "say convert: "
        + name.get().word()
        + (zoned.contains(name.get()) ? " with the zone of times that name none" : "")
        + (name.get() == ConversionName.BYTES ? " with the encoding of its text" : "");
  }

  private static String bare(String type) {
    return type.replaceFirst("\\(\\d+\\)", "").replaceFirst("^interval .*", "interval");
  }
}
