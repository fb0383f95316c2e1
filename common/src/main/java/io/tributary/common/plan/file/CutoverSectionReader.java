package io.tributary.common.plan.file;

import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.words.UnknownWord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the limits of the cutover and the pace of the validation. */
final class CutoverSectionReader {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long LEAST_BACKUP_MILLIS = 1_000;
  private static final long WEEK_SECONDS = 604_800;
  private static final int MAX_ROWS_PER_CHUNK = 1_000_000;

  private CutoverSectionReader() {}

  static CutoverSettings read(FileValue value) {
    CutoverSettings defaults = CutoverSettings.defaults();
    SectionFields fields = value.fields(SectionKeys.CUTOVER);
    long limit = fields.number("time-limit-millis", defaults.timeLimitMillis(), 100, HOUR_MILLIS);
    long wait =
        fields.number(
            "open-transactions-wait-millis", defaults.openTransactionsWaitMillis(), 0, HOUR_MILLIS);
    if (wait >= limit) {
      value
          .report()
          .problem(
              PlanError.BAD_VALUE,
              value.path() + ".open-transactions-wait-millis",
              "Waiting "
                  + wait
                  + " ms for open transactions leaves nothing of the time limit of "
                  + limit
                  + " ms; make it shorter.");
    }
    return new CutoverSettings(
        limit,
        fields.number("max-lag-millis", defaults.maxLagMillis(), 1, HOUR_MILLIS),
        fields
            .get("open-transactions")
            .map(CutoverSectionReader::open)
            .orElse(defaults.openTransactions()),
        wait,
        fields.list("switch").stream().flatMap(v -> SwitchActionReader.read(v).stream()).toList(),
        accepted(fields.entries("accept-quarantined")),
        acceptedNames(fields.entries("accept-quarantined")),
        QuerySectionReader.limits(fields),
        backup(fields));
  }

  private static BackupRule backup(SectionFields fields) {
    BackupRule defaults = BackupRule.defaults();
    return new BackupRule(
        EnumReader.read(fields.get("backup-check"), defaults.demand()),
        fields.number(
            "backup-check-time-limit-millis",
            defaults.checkMillis(),
            LEAST_BACKUP_MILLIS,
            DAY_MILLIS));
  }

  private static Map<String, Long> accepted(Map<String, FileValue> rows) {
    Map<String, Long> accepted = new LinkedHashMap<>();
    rows.forEach(
        (source, rule) -> {
          if (!rule.isList()) {
            accepted.put(source, rule.number(0, Long.MAX_VALUE));
          }
        });
    return accepted;
  }

  private static Map<String, List<String>> acceptedNames(Map<String, FileValue> rows) {
    Map<String, List<String>> accepted = new LinkedHashMap<>();
    rows.forEach(
        (source, rule) -> {
          if (rule.isList()) {
            accepted.put(source, rule.list().stream().map(FileValue::text).toList());
          }
        });
    return accepted;
  }

  static ValidationSettings validation(FileValue value) {
    ValidationSettings defaults = ValidationSettings.defaults();
    SectionFields fields = value.fields(SectionKeys.VALIDATION);
    return new ValidationSettings(
        fields.number(
            "pause-between-passes-millis", defaults.pauseBetweenPassesMillis(), 0, HOUR_MILLIS),
        (int) fields.number("rows-per-chunk", defaults.rowsPerChunk(), 1, MAX_ROWS_PER_CHUNK),
        fields.number("scrub-within-seconds", defaults.scrubWithinSeconds(), 0, WEEK_SECONDS),
        new ComparisonLimits(
            (int)
                fields.number(
                    "workers", defaults.limits().workers(), 1, ComparisonLimits.MOST_WORKERS),
            load(fields, "max-load", defaults.limits().maxLoad()),
            load(fields, "scrub-rows-per-second", defaults.limits().scrubRowsPerSecond())));
  }

  private static long load(SectionFields fields, String key, long otherwise) {
    return fields.get(key).map(CutoverSectionReader::load).orElse(otherwise);
  }

  private static long load(FileValue value) {
    long rows = value.number(0, ComparisonLimits.GREATEST_LOAD);
    if (!ComparisonLimits.allowsLoad(rows)) {
      value.problem(
          PlanError.BAD_VALUE,
          rows
              + " rows a second would keep a comparison from ever ending: from "
              + ComparisonLimits.LEAST_LOAD
              + " on, or 0 for no limit.");
    }
    return rows;
  }

  private static OpenTransactions open(FileValue value) {
    String written = value.text();
    List<String> valid =
        Arrays.stream(OpenTransactions.values()).map(CutoverSectionReader::word).toList();
    if (!valid.contains(written)) {
      value.problem(PlanError.BAD_VALUE, UnknownWord.message(written, valid));
      return OpenTransactions.ABORT_CUTOVER;
    }
    return OpenTransactions.values()[valid.indexOf(written)];
  }

  private static String word(OpenTransactions choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
