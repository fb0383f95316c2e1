/** Points the applications at the target: rewrites their files, runs programs, calls webhooks. */
package io.tributary.orchestrator.cutover.switching;
