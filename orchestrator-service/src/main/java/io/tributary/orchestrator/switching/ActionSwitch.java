package io.tributary.orchestrator.switching;

import io.tributary.orchestrator.cutover.SwitchWay;

/** A switch action that can be performed on this machine. */
interface ActionSwitch {

  /**
   * Looks whether the action could be performed now. Changes nothing and calls nobody.
   *
   * @throws io.tributary.common.error.TributaryException says why not
   */
  void look(SwitchWay way);

  /**
   * Performs the action. Blocking.
   *
   * @param events told what happens before the end
   * @throws io.tributary.common.error.TributaryException says why it failed
   * @throws InterruptedException when the service shuts down; a command is left running
   */
  SwitchOutcome run(SwitchRequest request, CommandEvents events) throws InterruptedException;
}
