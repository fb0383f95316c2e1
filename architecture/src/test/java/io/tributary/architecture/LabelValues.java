package io.tributary.architecture;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that labels of metrics can have, out of the types that they are made of. */
final class LabelValues {
  private LabelValues() {}

  static Map<String, Set<String>> all() {
    Map<String, Set<String>> values = new HashMap<>();
    values.put("phase", names(SourcePhase.values()));
    values.put("verdict", names(TableVerdict.Verdict.values()));
    values.put("health", texts(HealthLevel.values(), HealthLevel::word));
    values.put("state", states());
    values.put("step", names(CutoverStep.Step.values()));
    values.put("outcome", names(CutoverStep.Outcome.values()));
    values.put("direction", names(Direction.values()));
    values.put("code", codes());
    return values;
  }

  private static Set<String> states() {
    return Stream.of(MigrationState.class.getAnnotation(JsonSubTypes.class).value())
        .map(
            type ->
                CuttingOver.class.isAssignableFrom(type.value())
                    ? CuttingOver.class.getSimpleName()
                    : type.name())
        .collect(Collectors.toSet());
  }

  /** Those of all errors, and that of none. */
  private static Set<String> codes() {
    return Stream.concat(ErrorCodesTest.codes().stream().map(ErrorCode::code), Stream.of("none"))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Enum<?>[] values) {
    return texts(values, Enum::name);
  }

  private static <T> Set<String> texts(T[] values, Function<T, String> text) {
    return Stream.of(values).map(text).collect(Collectors.toSet());
  }
}
