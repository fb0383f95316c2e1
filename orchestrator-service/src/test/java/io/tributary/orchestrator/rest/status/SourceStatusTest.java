package io.tributary.orchestrator.rest.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SourceStatusTest {
  @Test
  void tellsNumbersAloneWithoutTheVerdicts() {
    // given
    Sightings seen = new Sightings("shop", 7, Instant.parse("2030-01-01T00:00:00Z"));
    MigrationObservations observations =
        MigrationObservations.none()
            .with(seen.streaming("a"))
            .with(seen.validation("a", null, Verdict.DIFFERENT));
    SourceStatus whole = SourceStatus.of("a", observations, null);
    assertThat(summary(whole).verdicts()).hasSize(1);

    // when
    SourceStatus brief = whole.withoutVerdicts();

    // then
    assertThat(summary(brief).verdicts()).isEmpty();
    assertThat(summary(brief))
        .usingRecursiveComparison()
        .ignoringFields("verdicts")
        .isEqualTo(summary(whole));
    assertThat(brief).usingRecursiveComparison().ignoringFields("validation").isEqualTo(whole);
  }

  private static ValidationSummary summary(SourceStatus status) {
    return Objects.requireNonNull(status.validation());
  }
}
