package io.tributary.orchestrator.rest.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
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

  @Test
  void countsTablesThatAreStillToBeComparedAmongAll() {
    // given the first of 41 tables is compared
    Sightings seen = new Sightings("shop", 7, Instant.parse("2030-01-01T00:00:00Z"));
    ValidationObserved observed =
        new ValidationObserved(
            "shop",
            "a",
            7,
            null,
            null,
            0,
            new LedgerObserved(41, 1, 0, 0, 0, 41, 1),
            List.of(seen.table("a", Verdict.EQUAL, Instant.parse("2030-01-01T00:00:00Z"))),
            Instant.parse("2030-01-01T00:00:00Z"));

    // when
    ValidationSummary summary = ValidationSummary.of(observed);

    // then
    assertThat(summary.tables()).isEqualTo(41);
    assertThat(summary.compared()).isEqualTo(1);
    assertThat(summary.equal()).isEqualTo(1);
  }

  private static ValidationSummary summary(SourceStatus status) {
    return Objects.requireNonNull(status.validation());
  }
}
