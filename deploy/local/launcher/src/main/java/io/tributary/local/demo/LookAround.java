package io.tributary.local.demo;

import java.util.stream.Collectors;

/** What there is to see once the demo is over. Pure. */
final class LookAround {
  private LookAround() {}

  static String text(DemoPlan plan, DemoServers servers) {
    String applications =
        plan.samples().stream()
            .filter(sample -> sample.name().equals(sample.application()))
            .map(sample -> application(plan, sample))
            .collect(Collectors.joining());
    return """
        Have a look around: the writers go on at the target. Ctrl-C ends everything.
          migration   %s/migrations/%s
          logs        %s
        The databases as the applications see them now (the old .env file lies beside each):
        %s"""
        .formatted(
            servers.plan().addresses().orchestrator(),
            DemoPlan.MIGRATION,
            servers.layout().home().resolve("logs"),
            applications);
  }

  private static String application(DemoPlan plan, Sample sample) {
    return "  psql \"$(sed -n 's/^%s=//p' %s | tr -d '\"')\"%n"
        .formatted(sample.variable(), plan.envFile(sample));
  }
}
