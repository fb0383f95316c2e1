package io.tributary.common.plan.file;

import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the queries that a rehearsal times, and how slow they may be. */
final class QuerySectionReader {
  private static final double LEAST_RATIO = 0.01;
  private static final double GREATEST_RATIO = 1_000;
  private static final long MOST_MILLIS = 600_000;
  private static final int MAX_NAME = 63;

  /** Nothing else only reads at both sides; what functions do is the role's to allow. */
  private static final Pattern READING = Pattern.compile("(?is)\\s*\\(*\\s*(SELECT|WITH)\\b.*");

  private QuerySectionReader() {}

  static List<TimedQuery> read(FileValue value) {
    return value.list().stream().map(QuerySectionReader::query).toList();
  }

  private static TimedQuery query(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.QUERY);
    String name = fields.text("name");
    fields.get("name").ifPresent(v -> NameRules.checkLabel(v, name, MAX_NAME));
    return new TimedQuery(
        name, fields.text("source"), reading(fields, "at-source"), reading(fields, "at-target"));
  }

  private static String reading(SectionFields fields, String key) {
    String sql = fields.text(key);
    fields
        .get(key)
        .filter(v -> !sql.isEmpty() && !READING.matcher(sql).matches())
        .ifPresent(
            v ->
                v.problem(
                    PlanError.BAD_VALUE,
                    "A query that is timed only reads, so it begins with SELECT or WITH."));
    return sql;
  }

  static QueryLimits limits(SectionFields cutover) {
    QueryLimits defaults = QueryLimits.defaults();
    return new QueryLimits(
        cutover
            .get("queries-max-ratio")
            .map(v -> v.decimal(LEAST_RATIO, GREATEST_RATIO))
            .orElse(defaults.maxRatio()),
        cutover
            .get("queries-too-slow")
            .flatMap(v -> EnumReader.read(v, List.copyOf(EnumSet.allOf(WhenSlower.class))))
            .orElse(defaults.whenSlower()),
        cutover.number("queries-time-limit-millis", defaults.eachMillis(), 1, MOST_MILLIS));
  }
}
