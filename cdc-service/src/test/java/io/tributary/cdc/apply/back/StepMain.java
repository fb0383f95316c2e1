package io.tributary.cdc.apply.back;

import io.tributary.cdc.apply.fixture.RealParts;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One step of a change of sides in a process of its own, which a test kills: the cdc-service's part
 * of it, with the drivers that production gives it. Says when it is about to begin, and waits for a
 * byte.
 */
public final class StepMain {
  private StepMain() {}

  /**
   * Takes the step.
   *
   * @param arguments the migration as JSON, {@code out} or {@code back}, the name of a {@link
   *     KilledStep}, the fence's token, Connect's address, the broker's, and where PostgreSQL's
   *     programs are
   */
  public static void main(String[] arguments) throws Exception {
    Migration migration = Json.mapper().readValue(arguments[0], Migration.class);
    Map<String, String> settings = new HashMap<>(RealParts.settings());
    settings.put(RealSourceKinds.PROGRAMS, arguments[6]);
    SourceKinds kinds = RealSourceKinds.with(settings, arguments[4], arguments[5], new CopyHooks());
    MovingSource out = new MovingSource(migration, migration.sources().get(0));
    SourceDriver driver =
        arguments[1].equals("out") ? kinds.of(out) : kinds.returning(out).orElseThrow();
    switch (KilledStep.valueOf(arguments[2])) {
      case FENCE -> {
        driver.rehearse();
        begin();
        driver.raiseFence(arguments[3], Instant.now().plusSeconds(60));
      }
      case OPEN -> {
        driver.settledFence();
        driver.opened();
        begin();
        driver.open();
      }
    }
    System.out.println("ended");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void begin() throws Exception {
    System.out.println("begins");
    System.out.flush();
    if (System.in.read() < 0) {
      Runtime.getRuntime().halt(1);
    }
  }
}
