package io.tributary.cdc.apply.convert;

import static io.tributary.cdc.apply.convert.SqliteTables.gone;
import static io.tributary.cdc.apply.convert.SqliteTables.put;
import static io.tributary.cdc.apply.convert.SqliteTables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastStatesTest {
  private final MappedSource source =
      SqliteTables.source(
          Map.of("item", "id INTEGER PRIMARY KEY, n INTEGER", "tag", "k PRIMARY KEY, v TEXT"));

  @Test
  void convertsOnlyTheLastStateOfARow() {
    List<ConvertedRow> rows =
        converted(put(1, "item", bad("1")), put(2, "item", row("id", "1", "n", "5")));

    assertThat(rows)
        .singleElement()
        .asInstanceOf(type(ConvertedRow.Accepted.class))
        .satisfies(r -> assertThat(r.row()).isEqualTo(row("id", "1", "n", "5")))
        .satisfies(r -> assertThat(r.targetKey()).isEqualTo(row("id", "1")));
  }

  @Test
  void namesTheColumnOfARefusedRowAndTheRowThatItLeavesInTheTarget() {
    List<ConvertedRow> rows = converted(put(7, "item", bad("1")));

    assertThat(rows)
        .singleElement()
        .asInstanceOf(type(ConvertedRow.Refused.class))
        .satisfies(r -> assertThat(r.targetKey()).isEqualTo(row("id", "1")))
        .satisfies(r -> assertThat(r.refusal().column()).isEqualTo("n"))
        .satisfies(r -> assertThat(r.refusal().reason()).isEqualTo(QuarantineReason.NOT_A_NUMBER))
        .satisfies(r -> assertThat(r.refusal().position()).isEqualTo(7));
  }

  @Test
  void putsRowsThatAreGoneFirst() {
    List<ConvertedRow> rows =
        converted(
            put(1, "item", row("id", "1", "n", "1")), gone(2, "item", row("id", "2", "n", null)));

    assertThat(rows).extracting(r -> r instanceof ConvertedRow.Gone).containsExactly(true, false);
  }

  @Test
  void forgetsWhatCameBeforeATruncate() {
    TableName item = new TableName("main", "item");
    List<TableStates> states =
        LastStates.of(
            source,
            List.of(
                put(1, "item", bad("1")),
                new StreamRecord(2, 0, new Truncate(item, 1, 2, 2)),
                put(3, "item", row("id", "2", "n", "2"))));

    assertThat(states).singleElement().satisfies(s -> assertThat(s.truncated()).isTrue());
    assertThat(states.get(0).converted()).singleElement();
  }

  @Test
  void keepsRowsApartWhoseKeyIsNull() {
    List<TableStates> states =
        LastStates.of(
            source,
            List.of(
                put(1, "tag", row("k", null, "v", "old")),
                gone(2, "tag", row("k", null, "v", null)),
                put(3, "tag", row("k", null, "v", "a")),
                put(4, "tag", row("k", null, "v", "b"))));

    assertThat(states.get(0).sharedGone()).extracting(SourceKey::json).containsExactly("[null]");
    assertThat(states.get(0).converted())
        .extracting(ConvertedRow.Refused.class::cast)
        .extracting(r -> r.key().json() + " " + r.refusal().reason())
        .containsExactly("[null,3] NULL_KEY", "[null,4] NULL_KEY");
  }

  @Test
  void keepsValuesApartThatAreSpelledAlike() {
    RowImage number = row(row("k", "1", "v", "a"), "k", "integer");
    RowImage text = row(row("k", "1", "v", "b"), "k", "text");

    assertThat(converted(put(1, "tag", number), put(2, "tag", text)))
        .extracting(r -> r.key().json())
        .containsExactly(
            "[{\"class\":\"integer\",\"value\":\"1\"}]", "[{\"class\":\"text\",\"value\":\"1\"}]");
  }

  @Test
  void refusesARowWithColumnsThatTheMappingDoesNotKnow() {
    assertThatThrownBy(() -> converted(put(1, "item", row("id", "1", "m", "1"))))
        .hasMessageContaining("column m was added; column n is gone");
    assertThatThrownBy(() -> converted(put(1, "fresh", row("id", "1"))))
        .hasMessageContaining("main.fresh");
    assertThat(LastStates.of(source, List.of(put(1, "stays", row("id", "1"))))).isEmpty();
  }

  private static RowImage bad(String id) {
    return row(row("id", id, "n", "none"), "n", "text");
  }

  private List<ConvertedRow> converted(StreamRecord... changes) {
    return LastStates.of(source, List.of(changes)).get(0).converted();
  }
}
