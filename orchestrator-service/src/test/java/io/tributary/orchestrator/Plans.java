package io.tributary.orchestrator;

import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.SwitchAction;
import io.tributary.common.plan.Target;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Migrations for tests. */
public final class Plans {
  private static final Connection NOWHERE =
      new Connection("127.0.0.1", 1, "nowhere", "nobody", null, "disable");

  private Plans() {}

  /** A migration of sources of these names. */
  public static Migration of(String name, String... sources) {
    return new Migration(
        name,
        new Target(NOWHERE, "public", Map.of("shop", new TargetSchema("shop", null, false))),
        Arrays.stream(sources).map(Plans::source).toList(),
        Cutover.defaults(),
        Validation.defaults());
  }

  /** The same with another target. */
  public static Migration at(Connection target, Migration plan) {
    return new Migration(
        plan.name(),
        new Target(target, "public", plan.target().schemas()),
        plan.sources(),
        plan.cutover(),
        plan.validation());
  }

  /** The same with a time limit and switch actions. */
  public static Migration cutover(long limitMillis, Migration plan, SwitchAction... actions) {
    Cutover defaults = Cutover.defaults();
    return new Migration(
        plan.name(),
        plan.target(),
        plan.sources(),
        new Cutover(
            limitMillis,
            defaults.maxLagMillis(),
            defaults.validationMaxAgeSeconds(),
            defaults.openTransactions(),
            0,
            List.of(actions)),
        plan.validation());
  }

  private static Source source(String name) {
    return new Source(
        name,
        SourceKind.POSTGRESQL,
        NOWHERE,
        List.of(new SchemaMapping("public", name, Map.of(), List.of(), List.of())));
  }
}
