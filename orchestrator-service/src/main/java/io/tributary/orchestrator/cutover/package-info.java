/** One cutover as a value: its steps with their times, and how far its switch actions are. */
package io.tributary.orchestrator.cutover;
