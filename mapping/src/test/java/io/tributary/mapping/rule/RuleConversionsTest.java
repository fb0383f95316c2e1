package io.tributary.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.MappedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleConversionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | text | 1 | 1",
        "text, length: 2 | varchar(2) | abc | TOO_LONG",
        "integer | bigint | 3000000000 | 3000000000",
        "integer, bits: 32 | integer | 3000000000 | OUT_OF_RANGE",
        "integer, bits: 16 | smallint | 40000 | OUT_OF_RANGE",
        "numeric | numeric | 1.980 | 1.980",
        "numeric, precision: 4, scale: 2 | numeric(4,2) | 1.98 | 1.98",
        "real | double precision | 0.1 | 0.1",
        "real, bits: 32 | real | 0.1 | INEXACT",
        "boolean | boolean | yes | true",
        "boolean, true-texts: [Ja, 1], false-texts: [nein] | boolean | JA | true",
        "boolean, true-texts: [ja], false-texts: [nein] | boolean | yes | NOT_A_BOOLEAN",
        "enum, labels: [a, b] | text | b | b",
        "enum, labels: {a: One, b: Two} | text | b | Two",
        "enum, labels: [a] | text | A | NOT_A_MEMBER",
        "uuid | uuid | {A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11} | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "uuid | uuid | agent-005 | NOT_A_UUID",
        "uuid, namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430c8 | uuid | www.example.com | 2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "json | json | {\"a\":1} | {\"a\":1}",
        "jsonb | jsonb | \"\\u0000\" | NOT_JSONB",
        "timestamptz | timestamptz | 2026-01-02 03:04:05 | NO_ZONE",
        "timestamptz, zone: Europe/Berlin | timestamptz | 2026-01-02T03:04:05 | 2026-01-02 02:04:05+00",
        "timestamptz, zone: Europe/Berlin, current-timestamp-zone: UTC | timestamptz | 2026-01-02 03:04:05 | 2026-01-02 03:04:05+00",
        "timestamptz, zone: Europe/Berlin | timestamptz | 2026-03-29T02:30:00 | AMBIGUOUS_TIME",
        "timestamptz, zone: Europe/Berlin, change: offset-before | timestamptz | 2026-03-29T02:30:00 | 2026-03-29 01:30:00+00",
        "timestamptz, epoch: seconds | timestamptz | 86400 | 1970-01-02 00:00:00+00",
        "timestamptz, epoch: by-digits | timestamptz | 86400000000000 | 4707-11-29 00:00:00+00",
        "timestamptz, digits: 3, zone: UTC | timestamptz(3) | 2026-01-02 03:04:05.6789 | TOO_MANY_DIGITS",
        "timestamp | timestamp | 2026-01-02 03:04:05 | 2026-01-02 03:04:05",
        "date | date | 2026-01-02 | 2026-01-02",
        "time | time | 03:04 | 03:04:00",
        "bytes | bytea | 00ff | WRONG_STORAGE_CLASS",
        "bytes, encoding: hex | bytea | 00ff | \\x00ff",
        "bytes, encoding: base64-url | bytea | _-8 | \\xffef",
        "vector, dimension: 2 | vector(2) | [1,2] | [1.0,2.0]",
      })
  void makesEveryConversionOfTheMigrationFile(
      String declared, String type, String stored, String expected) {
    // when
    Conversion conversion = RuleConversions.of(rule("{convert: " + declared + "}"), null);

    // then
    assertThat(conversion.targetType()).isEqualTo(type);
    assertThat(outcome(conversion, stored)).isEqualTo(expected);
  }

  @Test
  void readsTimesInTheSourcesZoneUnlessTheColumnHasOne() {
    // given
    ColumnRule silent = rule("{convert: timestamptz}");
    ColumnRule own = rule("{convert: timestamptz, zone: \"+05:00\"}");

    // then
    assertThat(outcome(RuleConversions.of(silent, "-01:00"), "2026-01-02"))
        .isEqualTo("2026-01-02 01:00:00+00");
    assertThat(outcome(RuleConversions.of(own, "-01:00"), "2026-01-02"))
        .isEqualTo("2026-01-01 19:00:00+00");
  }

  @Test
  void takesTheEmptyTextAsNullWhenTold() {
    assertThat(
            RuleConversions.of(rule("{convert: date, empty-as-null: true}"), null)
                .convert(new SourceValue.Text("")))
        .isEqualTo(ConversionOutcome.NULL);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(RuleConversions.missing(rule("{convert: vector}")).orElseThrow())
        .contains("dimension");
    assertThat(RuleConversions.missing(rule("{convert: enum}")).orElseThrow()).contains("labels");
    assertThat(RuleConversions.missing(rule("{convert: uuid}"))).isEmpty();
  }

  private static ColumnRule rule(String written) {
    return MappedFile.with("tables: {t: {columns: {c: " + written + "}}}")
        .source()
        .converted()
        .table("t")
        .column("c");
  }

  private static String outcome(Conversion conversion, String stored) {
    ConversionOutcome outcome = conversion.convert(new SourceValue.Text(stored));
    return outcome instanceof ConversionOutcome.Rejected rejected
        ? rejected.reason().name()
        : ((ConversionOutcome.Converted) outcome).literal();
  }
}
