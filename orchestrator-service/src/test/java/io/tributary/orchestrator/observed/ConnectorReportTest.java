package io.tributary.orchestrator.observed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectorReportTest {

  @Test
  void promisesNoRestartOfAConnectorThatSomebodyHasPaused() {
    assertThat(new ConnectorReport("crm", "PAUSED").message())
        .contains("The connector of source crm is PAUSED", "resume it there")
        .doesNotContain("restarted by itself");
    assertThat(new ConnectorReport("crm", "FAILED").message()).contains("restarted by itself");
    assertThat(new ConnectorReport("crm", "RUNNING").running()).isTrue();
  }
}
