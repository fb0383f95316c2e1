package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchWay;
import org.jspecify.annotations.Nullable;

/** What has to be done once a decision is stored. */
public sealed interface MigrationCommand {

  /** Carries the command out. */
  void perform(Effects effects);

  /** Carries out each kind of command. */
  interface Effects {
    /** Publishes the desired state of the record that was just stored. */
    void publishDesired();

    /** Runs a switch action in the background; what happens comes back as events. */
    void runSwitch(RunSwitch action);

    /** Publishes that a step of a cutover began or ended. */
    void publishCutoverStep(CutoverStep step);

    /** Publishes what a rehearsal has found. */
    void publishRehearsal(CutoverRehearsal rehearsal);
  }

  /** The desired state changed. */
  record PublishDesired() implements MigrationCommand {
    @Override
    public void perform(Effects effects) {
      effects.publishDesired();
    }
  }

  /**
   * Point the applications at the side that is open. Repeated after a crash: an action runs at
   * least once.
   *
   * @param cutoverId given to the action, so that it can tell a repetition
   * @param way which side that is
   * @param action which one, 0 for the first
   * @param started its process, if it is known to have been started; null otherwise
   */
  record RunSwitch(String cutoverId, SwitchWay way, int action, @Nullable StartedCommand started)
      implements MigrationCommand {
    static RunSwitch of(CutoverRun run, SwitchProgress progress) {
      return new RunSwitch(run.id(), run.way(), progress.inHand(), progress.started());
    }

    @Override
    public void perform(Effects effects) {
      effects.runSwitch(this);
    }
  }

  /** A rehearsal ended. */
  record PublishRehearsal(CutoverRehearsal rehearsal) implements MigrationCommand {
    @Override
    public void perform(Effects effects) {
      effects.publishRehearsal(rehearsal);
    }
  }

  /** A step began or ended. */
  record PublishCutoverStep(CutoverStep step) implements MigrationCommand {
    @Override
    public void perform(Effects effects) {
      effects.publishCutoverStep(step);
    }
  }
}
