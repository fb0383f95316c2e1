package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rest of a source as a migration of its own, at every kind of source. */
interface RestContract extends ContractedSource {

  @Test
  default void leavesTheRestOpenForAMigrationOfItsOwn() throws Exception {
    // given: what moves has moved
    SourceKinds kinds = kinds();
    moveUpToTheFence(kinds, migration());
    addToRest(1);
    kinds.of(moving()).open();
    kinds.of(moving()).endRehearsal();
    kinds.of(moving()).removeGate();
    outlast(() -> kinds.of(moving()).removeCapture());
    addToRest(2);
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    List<String> completed = definitions();

    // when: the rest follows, first in vain
    Migration second = target().secondMigration(rest());
    moveUpToTheFence(kinds, second);

    // then
    assertThatThrownBy(() -> addToRest(3)).hasMessageContaining("moved to");
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    kinds.of(new MovingSource(second, rest())).liftFence("token-1");
    addToRest(3);
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    outlast(() -> kinds.of(new MovingSource(second, rest())).removeCapture());
    kinds.of(new MovingSource(second, rest())).removeTarget();
    assertThat(definitions()).isEqualTo(completed);

    // and then to its end
    moveUpToTheFence(kinds, second);
    kinds.of(new MovingSource(second, rest())).open();
    kinds.of(new MovingSource(second, rest())).endRehearsal();
    kinds.of(new MovingSource(second, rest())).removeGate();
    outlast(() -> kinds.of(new MovingSource(second, rest())).removeCapture());
    assertThatThrownBy(() -> addToRest(4)).hasMessageContaining("moved to");
    assertThatThrownBy(() -> add(4, "forgotten writer")).hasMessageContaining("moved to");
  }

  private void moveUpToTheFence(SourceKinds kinds, Migration migration) throws Exception {
    Source source = migration.sources().get(0);
    kinds.of(new MovingSource(migration, source)).prepare();
    outlast(() -> kinds.of(new MovingSource(migration, source)).capture());
    awaitCaptured(kinds, migration);
    kinds.of(new MovingSource(migration, source)).finishAfterSnapshot();
    kinds.of(new MovingSource(migration, source)).raiseFence("token-1", soon());
  }
}
