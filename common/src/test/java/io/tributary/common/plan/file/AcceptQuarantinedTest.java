package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.plan.cutover.CutoverSettings;
import org.junit.jupiter.api.Test;

class AcceptQuarantinedTest {

  @Test
  void readsHowManyRowsOfASourceStayBehind() throws Exception {
    CutoverSettings cutover = MigrationFile.parse(with("{n8n: 37}")).cutover();

    assertThat(cutover.accepted("n8n")).isEqualTo(37);
    assertThat(cutover.accepted("letta")).isZero();
  }

  @Test
  void readsWhichRowsOfASourceStayBehind() throws Exception {
    CutoverSettings cutover =
        MigrationFile.parse(with("{n8n: [db.notes/ep-1, 'db.notes/a b']}")).cutover();

    assertThat(cutover.acceptedNames("n8n")).containsExactly("db.notes/ep-1", "db.notes/a b");
    assertThat(cutover.accepted("n8n")).isEqualTo(2);
    assertThat(cutover.acceptedNames("letta")).isEmpty();
  }

  @Test
  void refusesASourceThatIsNotThere() throws Exception {
    String file = with("{n8m: 37}");

    assertThatThrownBy(() -> MigrationFile.parse(file))
        .hasMessageContaining("cutover.accept-quarantined.n8m")
        .hasMessageContaining("did you mean \"n8n\"?");
  }

  @Test
  void refusesWhatIsNoNumberOfRows() throws Exception {
    String file = with("{n8n: all}");

    assertThatThrownBy(() -> MigrationFile.parse(file)).hasMessageContaining("whole number");
  }

  private static String with(String accepted) throws Exception {
    return ExampleFile.text()
        .replace("cutover:\n", "cutover:\n  accept-quarantined: " + accepted + "\n");
  }
}
