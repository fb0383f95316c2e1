package io.tributary.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsJsonTest {
  @Test
  void areAListOfObjectsWithRatiosOfTheirOwn() throws Exception {
    // given
    BenchResult result =
        new BenchResult("copy-pg", "pgcopydb", new RatioSpread(1.5, 1.25, 2), 30, 20, "rows/s");

    // when
    JsonNode read = new ObjectMapper().readTree(ResultsJson.json(List.of(result)));

    // then
    assertThat(read)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"work": "copy-pg", "peer": "pgcopydb",
                      "ratio": {"median": 1.5, "min": 1.25, "max": 2.0},
                      "ours": 30.0, "theirs": 20.0, "unit": "rows/s"}]
                    """));
  }

  @Test
  void areAnEmptyListWhenNothingWasMeasured() {
    assertThat(ResultsJson.json(List.of())).isEqualToIgnoringWhitespace("[]");
  }
}
