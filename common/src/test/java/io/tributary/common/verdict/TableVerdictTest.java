package io.tributary.common.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableVerdictTest {
  private static final ComparedTable TABLE = new ComparedTable("m", "s", "public.t", "app.t");
  private static final ComparisonTime TIME =
      ComparisonTime.ofAllRows(Instant.parse("2026-01-02T03:04:05.678Z"), 12);

  @Test
  void isOneFlatObjectInItsOrder() {
    TableVerdict verdict =
        new TableVerdict(
            TABLE,
            new RowCounts(3, 4, 5),
            TableVerdict.Verdict.DIFFERENT,
            7,
            new TableDigests("aa", "bb"),
            new RowFindings(
                List.of(
                    new RowDifference(Map.of("id", "1"), RowDifference.Kind.CHANGED, List.of("c"))),
                2,
                1),
            TableVerdict.Scope.FULL,
            TIME,
            List.of(new BlindSpot(BlindSpot.Kind.PARTITION, List.of())),
            new NearestNeighbours("cosine", 20, 10, 7, 1, null, null));
    assertJson(
        verdict,
        "{\"migration\":\"m\",\"source\":\"s\",\"table\":\"public.t\",\"target\":\"app.t\","
            + "\"sourceRows\":3,\"targetRows\":4,\"quarantinedRows\":5,"
            + "\"verdict\":\"DIFFERENT\",\"position\":7,"
            + "\"sourceDigest\":\"aa\",\"targetDigest\":\"bb\","
            + "\"differences\":[{\"key\":{\"id\":\"1\"},\"kind\":\"CHANGED\",\"columns\":[\"c\"]}],"
            + "\"differenceCount\":2,\"unsettledRows\":1,\"scope\":\"FULL\","
            + "\"comparedAt\":\"2026-01-02T03:04:05.678Z\",\"durationMillis\":12,"
            + "\"scrubbedAt\":\"2026-01-02T03:04:05.678Z\","
            + "\"blindSpots\":[{\"kind\":\"PARTITION\",\"columns\":[]}],"
            + "\"neighbours\":{\"space\":\"cosine\",\"queries\":20,\"nearest\":10,\"seed\":7,"
            + "\"differing\":1}}");
  }

  @Test
  void spellsUnknownCountsAsMinusOneAndLeavesOutWhatWasNotTaken() {
    TableVerdict verdict =
        new TableVerdict(
            TABLE,
            RowCounts.unknown(0),
            TableVerdict.Verdict.FAILED,
            0,
            TableDigests.NONE,
            RowFindings.NONE,
            TableVerdict.Scope.FULL,
            TIME,
            List.of(),
            null);
    assertJson(
        verdict,
        "{\"migration\":\"m\",\"source\":\"s\",\"table\":\"public.t\",\"target\":\"app.t\","
            + "\"sourceRows\":-1,\"targetRows\":-1,\"quarantinedRows\":0,"
            + "\"verdict\":\"FAILED\",\"position\":0,\"differences\":[],"
            + "\"differenceCount\":0,\"unsettledRows\":0,\"scope\":\"FULL\","
            + "\"comparedAt\":\"2026-01-02T03:04:05.678Z\",\"durationMillis\":12,"
            + "\"scrubbedAt\":\"2026-01-02T03:04:05.678Z\","
            + "\"blindSpots\":[]}");
  }

  @Test
  void readsWhatAnOlderValidatorWrote() {
    TableVerdict read =
        Json.read(
            ("{\"migration\":\"m\",\"source\":\"s\",\"table\":\"public.t\",\"target\":\"app.t\","
                    + "\"sourceRows\":-1,\"targetRows\":3,\"quarantinedRows\":0,"
                    + "\"verdict\":\"EQUAL\",\"position\":1,\"differences\":[],"
                    + "\"differenceCount\":0,\"unsettledRows\":0,\"scope\":\"FULL\","
                    + "\"comparedAt\":\"2026-01-02T03:04:05.678Z\",\"durationMillis\":12}")
                .getBytes(StandardCharsets.UTF_8),
            TableVerdict.class);
    assertThat(read.rows().source()).isEmpty();
    assertThat(read.rows().target()).hasValue(3);
    assertThat(read.time().scrubbedAt()).isNull();
    assertThat(read.digests()).isEqualTo(TableDigests.NONE);
    assertThat(read.blindSpots()).isEmpty();
    assertThat(read.neighbours()).isNull();
  }

  private static void assertJson(TableVerdict verdict, String json) {
    assertThat(Json.text(verdict)).isEqualTo(json);
    assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), TableVerdict.class))
        .isEqualTo(verdict);
  }
}
