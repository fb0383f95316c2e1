/** Starts and stops the service, and tells operators how it is: configuration, health, metrics. */
package io.tributary.orchestrator.running;
