/** The demo: its command, and the run from the servers' start to the judgement. */
package io.tributary.local.demo;
