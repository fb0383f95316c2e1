package io.tributary.cdc.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What is asked of the other side before a fence goes. */
class FenceLiftTest {
  private static final BooleanSupplier UNREACHABLE =
      () -> {
        throw new TributaryException(FenceError.LIFT_WAITS, "No answer.");
      };

  @Test
  void goesOnWithoutAnAnswerOnlyWhereNothingIsOpenedByIt() {
    assertThatCode(() -> new FenceLift(moving(), "t", UNREACHABLE).require("t", true))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> FenceLift.opening(moving(), "t", UNREACHABLE).require("t", true))
        .hasMessageContaining("No answer.");
  }

  private static MovingSource moving() {
    DatabaseAddress nowhere =
        new DatabaseAddress("127.0.0.1", 1, "nowhere", "nobody", null, TlsMode.DISABLE);
    Source source = PostgresSource.of("a", nowhere, List.of());
    return new MovingSource(
        new Migration(
            "shop",
            new MigrationTarget(nowhere, "public", Map.of()),
            List.of(source),
            CutoverSettings.defaults(),
            ValidationSettings.defaults()),
        source);
  }
}
