package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import org.junit.jupiter.api.Test;

class ReplicaIdentityTest {
  private static final ReplicaIdentity NOTHING = new ReplicaIdentity("n", null);
  private static final ReplicaIdentity INDEX = new ReplicaIdentity("i", "by \"x\"");

  @Test
  void keepsWhatNamesTheOldRow() {
    assertThat(ReplicaIdentity.DEFAULT.neededInstead(true)).isEmpty();
    assertThat(ReplicaIdentity.FULL.neededInstead(true)).isEmpty();
    assertThat(ReplicaIdentity.FULL.neededInstead(false)).isEmpty();
  }

  @Test
  void takesTheKeyWhereThereIsOneAndTheWholeRowElsewhere() {
    assertThat(ReplicaIdentity.DEFAULT.neededInstead(false)).contains(ReplicaIdentity.FULL);
    assertThat(NOTHING.neededInstead(false)).contains(ReplicaIdentity.FULL);
    assertThat(NOTHING.neededInstead(true)).contains(ReplicaIdentity.DEFAULT);
    assertThat(INDEX.neededInstead(true)).contains(ReplicaIdentity.DEFAULT);
    assertThat(INDEX.neededInstead(false)).contains(ReplicaIdentity.FULL);
  }

  @Test
  void putsAnIndexBackByItsName() {
    assertThat(INDEX.statement(new TableName("S", "t")))
        .isEqualTo("ALTER TABLE \"S\".\"t\" REPLICA IDENTITY USING INDEX \"by \"\"x\"\"\"");
  }
}
