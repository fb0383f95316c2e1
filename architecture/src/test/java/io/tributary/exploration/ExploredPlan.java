package io.tributary.exploration;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WayBack;
import java.util.List;
import java.util.Map;

/** The migration that is explored: two sources, each with a way back. */
final class ExploredPlan {
  static final String FIRST = "a";
  static final String SECOND = "b";

  private ExploredPlan() {}

  static Migration plan() {
    DatabaseAddress nowhere =
        new DatabaseAddress("127.0.0.1", 1, "nowhere", "nobody", null, TlsMode.DISABLE);
    return new Migration(
        "shop",
        new MigrationTarget(
            nowhere, "public", Map.of("shop", new TargetSchema("shop", null, false))),
        List.of(source(FIRST, nowhere), source(SECOND, nowhere)),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  private static Source source(String name, DatabaseAddress address) {
    SchemaMapping schema = new SchemaMapping("public", name, Map.of(), List.of(), List.of());
    return PostgresSource.of(name, address, List.of(schema)).with(WayBack.REPLICATE);
  }
}
