package io.tributary.local.init.propose;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.local.init.propose.DeclaredColumn.Role;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.IntegerConversion;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.conversion.TextConversion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stored values are proposed to become, and in which words. */
class ProposalChoiceTest {
  private static final Conversion TEXT = new TextConversion(0);
  private static final Conversion WHOLE = new IntegerConversion(IntegerConversion.Width.BIGINT);

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(
            "ref",
            "TEXT",
            TEXT,
            texts("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6BA7B8119DAD11D180B400C04FD430C8"),
            "uuid",
            "2 of 2 values are UUIDs"),
        Arguments.of(
            "at",
            "TEXT",
            TEXT,
            texts(
                "2026-01-02T03:04:05Z",
                "2026-01-02 03:04:05+02:00",
                "Sat, 20 Sep 2025 16:35:10 GMT"),
            "timestamptz",
            "3 of 3 values are times with a zone or an offset"),
        Arguments.of(
            "at",
            "TEXT",
            TEXT,
            texts("2026-01-02T03:04:05", "2026-01-02T03:04"),
            "timestamp",
            "2 of 2 values are ISO times without a zone or times as CURRENT_TIMESTAMP writes them"),
        Arguments.of("day", "TEXT", TEXT, texts("2026-01-02"), "date", "1 of 1 values are dates"),
        Arguments.of(
            "doc",
            "TEXT",
            TEXT,
            texts("{\"a\": 1}", "[]"),
            "jsonb",
            "2 of 2 values are JSON objects or arrays"),
        Arguments.of(
            "said",
            "TEXT",
            TEXT,
            texts("true", "FALSE"),
            "boolean",
            "2 of 2 values are true or false"),
        Arguments.of(
            "is_open", "INTEGER", WHOLE, wholes(0, 1, 1), "boolean", "3 of 3 values are 0 or 1"),
        Arguments.of(
            "created_at",
            "INTEGER",
            WHOLE,
            wholes(1_758_367_266L),
            "timestamptz epoch=seconds",
            "seconds since 1970"),
        Arguments.of(
            "createdAt",
            "INTEGER",
            WHOLE,
            wholes(1_758_367_266_000L),
            "timestamptz epoch=millis",
            "milliseconds since 1970"),
        Arguments.of(
            "expires",
            "BIGINT",
            WHOLE,
            wholes(1_758_367_266_000_000L),
            "timestamptz epoch=micros",
            "microseconds since 1970"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void proposesWhatTheValuesAre(
      String name,
      String type,
      Conversion usual,
      List<SourceValue> values,
      String rule,
      String seen) {
    ColumnProposal proposal = proposal(column(name, type, usual, Role.CONTENT), values);

    assertThat(proposal.written()).isTrue();
    assertThat(shown(proposal)).isEqualTo(rule);
    assertThat(proposal.seen()).contains(seen);
    assertThat(proposal.decision()).isEmpty();
  }

  @Test
  void saysWhatBecomesOfTheFewThatAreSomethingElse() {
    // given
    List<SourceValue> values =
        new ArrayList<>(Collections.nCopies(3_211, text("2026-01-02T03:04:05.123")));
    values.addAll(texts("", "", "yesterday"));

    // when
    ColumnProposal proposal = proposal(column("seen_at", "TEXT", TEXT, Role.CONTENT), values);

    // then
    assertThat(shown(proposal)).isEqualTo("timestamp");
    assertThat(proposal.seen())
        .startsWith("3,211 of 3,214 values are ISO times without a zone")
        .endsWith(
            "; refused are 3 (EMPTY 2, NOT_A_TIME 1), whose rows are kept aside, as on-invalid says");
    assertThat(proposal.decision())
        .startsWith("values are refused, whose rows would be kept aside")
        .contains("empty-as-null: true", "cutover.accept-quarantined");
  }

  @Test
  void leavesLocalAndUtcTimesOfOneColumnToSomebodyWhoKnows() {
    ColumnProposal proposal =
        proposal(
            column("created_at", "TEXT", TEXT, Role.CONTENT),
            texts("2026-01-27 22:00:00", "2026-01-27T22:10:13.007919"));

    assertThat(proposal.written()).isFalse();
    assertThat(shown(proposal)).isEqualTo("timestamptz current-timestamp-zone=UTC zone=UTC");
    assertThat(proposal.seen())
        .isEqualTo(
            "2 of 2 values are times in several spellings, 1 of them as CURRENT_TIMESTAMP and 1 as"
                + " ISO without a zone");
    assertThat(proposal.decision()).contains("several spellings", "the right zone");
  }

  @Test
  void offersOneRuleForTimesOfEverySpelling() {
    ColumnProposal proposal =
        proposal(
            column("created_at", "TEXT", TEXT, Role.CONTENT),
            texts("2025-09-20T06:07:02+05:45", "2025-09-20", "1758376688250", "1758371977.219359"));

    assertThat(proposal.written()).isFalse();
    assertThat(shown(proposal))
        .isEqualTo("timestamptz current-timestamp-zone=UTC epoch=by-digits zone=UTC");
    assertThat(proposal.seen()).startsWith("4 of 4 values are times in several spellings");
  }

  @Test
  void offersWhatOnlyTheNameCouldConfirm() {
    ColumnProposal flag =
        proposal(column("level", "INTEGER", WHOLE, Role.CONTENT), wholes(0, 1, 0));
    ColumnProposal count =
        proposal(column("size", "INTEGER", WHOLE, Role.CONTENT), wholes(1_758_367_266L));

    assertThat(List.of(flag, count)).noneMatch(ColumnProposal::written);
    assertThat(flag.seen()).contains("the name does not say what they mean");
    assertThat(List.of(flag.decision(), count.decision())).allMatch(String::isEmpty);
  }

  @Test
  void leavesWordsNumbersAndEmptyColumnsAsTheyAreDeclared() {
    assertThat(
            proposal(column("name", "TEXT", TEXT, Role.CONTENT), texts("Ann", "5", "true", ""))
                .silent())
        .isTrue();
    assertThat(
            proposal(column("zip", "TEXT", TEXT, Role.CONTENT), texts("01234", "99999")).silent())
        .isTrue();
    assertThat(proposal(column("n", "INTEGER", WHOLE, Role.CONTENT), wholes(5, 70_000)).silent())
        .isTrue();
    assertThat(
            proposal(column("at", "TEXT", TEXT, Role.CONTENT), List.of(SourceValue.NULL)).silent())
        .isTrue();
  }

  @Test
  void offersToReadEmptyTextsAsNullWhereNothingElseIsInTheWay() {
    ColumnProposal proposal =
        proposal(column("doc", "TEXT", TEXT, Role.CONTENT), texts("{}", "[]", "{}", ""));

    assertThat(proposal.written()).isFalse();
    assertThat(shown(proposal)).isEqualTo("jsonb empty-as-null=true");
    assertThat(proposal.seen()).contains("3 of 4 values", "EMPTY 1");
  }

  @Test
  void makesNoTwoValuesOfAKeyEqual() {
    List<SourceValue> times = texts("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00");

    assertThat(proposal(column("at", "TEXT", TEXT, Role.KEY), times).silent()).isTrue();
    assertThat(proposal(column("at", "TEXT", TEXT, Role.UNIQUE), times).silent()).isTrue();
    assertThat(
            proposal(
                    column("ref", "TEXT", TEXT, Role.REFERENCE),
                    texts("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
                .silent())
        .isTrue();
  }

  @Test
  void tellsOfReferencesThatTheDeclaredTypeRefuses() {
    ColumnProposal proposal =
        proposal(column("owner", "INTEGER", WHOLE, Role.REFERENCE), texts("nobody"));

    assertThat(proposal.rule()).isEmpty();
    assertThat(proposal.seen()).startsWith("0 of 1 values are what INTEGER says; refused are 1");
  }

  @Test
  void asksForANamespaceWhereAKeyIsNotAlwaysAUuid() {
    ColumnProposal proposal =
        proposal(
            column("id", "TEXT", TEXT, Role.KEY),
            texts(
                "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "agent-005",
                "6ba7b811-9dad-11d1-80b4-00c04fd430c8"));

    assertThat(proposal.written()).isFalse();
    assertThat(proposal.seen()).contains("2 of 3 values are UUIDs", "NOT_A_UUID 1");
    assertThat(proposal.decision()).contains("namespace");
  }

  @Test
  void keepsADeclaredTypeOfWhichFewValuesAreSomethingElse() {
    List<SourceValue> values =
        new ArrayList<>(Collections.nCopies(99, new SourceValue.Whole(70_000)));
    values.add(text("many"));

    ColumnProposal few = proposal(column("n", "INTEGER", WHOLE, Role.CONTENT), values);
    ColumnProposal most =
        proposal(column("n", "INTEGER", WHOLE, Role.CONTENT), texts("many", "more"));

    assertThat(few.rule()).isEmpty();
    assertThat(few.seen()).startsWith("99 of 100 values are what INTEGER says; refused are 1");
    assertThat(few.decision()).contains("would be kept aside");
    assertThat(shown(most)).isEqualTo("text");
  }

  @Test
  void tellsClassesOfAColumnWithoutAType() {
    assertThat(shown(proposal(column("v", "", TEXT, Role.CONTENT), wholes(5, 6_000))))
        .isEqualTo("integer");
    assertThat(
            shown(
                proposal(
                    column("v", "", TEXT, Role.CONTENT),
                    List.of(new SourceValue.Whole(5), new SourceValue.Real(0.5)))))
        .isEqualTo("real");
    assertThat(
            shown(
                proposal(
                    column("v", "", TEXT, Role.CONTENT),
                    List.of(new SourceValue.Bytes(new byte[] {1})))))
        .isEqualTo("bytes");
  }

  private static ColumnProposal proposal(DeclaredColumn column, List<SourceValue> values) {
    ColumnTally tally = new ColumnTally(column);
    values.forEach(tally::add);
    return ProposalChoice.of(tally);
  }

  private static DeclaredColumn column(String name, String type, Conversion usual, Role role) {
    return new DeclaredColumn(name, type, usual, type.isEmpty(), role);
  }

  private static SourceValue text(String text) {
    return new SourceValue.Text(text);
  }

  private static List<SourceValue> texts(String... texts) {
    return Stream.of(texts).map(ProposalChoiceTest::text).toList();
  }

  private static List<SourceValue> wholes(long... numbers) {
    return Arrays.stream(numbers).<SourceValue>mapToObj(SourceValue.Whole::new).toList();
  }

  private static String shown(ColumnProposal proposal) {
    ColumnRule rule = proposal.rule().orElseThrow();
    StringBuilder text = new StringBuilder(String.valueOf(rule.convert()));
    new TreeMap<>(rule.options())
        .forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.toString();
  }
}
