package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverStep;

/** What has to be done once a decision is stored. */
public sealed interface Command {

  /** Does it. */
  void perform(Effects effects);

  /** The hands of the state machine. */
  interface Effects {
    /** Publishes the desired state of the record that was just stored. */
    void publishDesired();

    /** Runs the switch actions in the background; the result comes back as an event. */
    void runSwitch(String cutoverId);

    /** Tells the world about a step. */
    void publishCutoverStep(CutoverStep step);
  }

  /** The desired state changed. */
  record PublishDesired() implements Command {
    @Override
    public void perform(Effects effects) {
      effects.publishDesired();
    }
  }

  /**
   * Point the applications at the target. Repeated after a crash: actions run at least once.
   *
   * @param cutoverId given to the actions, so that they can tell a repetition
   */
  record RunSwitch(String cutoverId) implements Command {
    @Override
    public void perform(Effects effects) {
      effects.runSwitch(cutoverId);
    }
  }

  /** A step began or ended. */
  record PublishCutoverStep(CutoverStep step) implements Command {
    @Override
    public void perform(Effects effects) {
      effects.publishCutoverStep(step);
    }
  }
}
