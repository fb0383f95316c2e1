package io.tributary.local.demo.report;

import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.setup.DemoServers;
import java.util.stream.Collectors;

/** The text that says where to look once the demo is over: databases, topics, API. Pure. */
public final class LookAround {
  private LookAround() {}

  public static String text(DemoMigrationFile plan, DemoServers servers) {
    String applications =
        plan.samples().stream()
            .filter(sample -> sample.name().equals(sample.application()))
            .map(sample -> application(plan, sample))
            .collect(Collectors.joining());
    return """
    Have a look around: the writers go on at the target. Ctrl-C ends everything.
      console     %s (token in %s)
      migration   curl -H "Authorization: Bearer $(cat %s)" %s/migrations/%s
      logs        %s
    The databases as the applications see them now (the old .env file lies beside each):
    %s\
    """
        .formatted(
            servers.plan().addresses().console(),
            servers.layout().apiToken(),
            servers.layout().apiToken(),
            servers.plan().addresses().orchestrator(),
            DemoMigrationFile.MIGRATION,
            servers.layout().home().resolve("logs"),
            applications);
  }

  private static String application(DemoMigrationFile plan, DemoSample sample) {
    return "  psql \"$(sed -n 's/^%s=//p' %s | tr -d '\"')\"%n"
        .formatted(sample.variable(), plan.envFile(sample));
  }
}
