/** The command line of Tributary on one machine: plan, up, demo and release. */
package io.tributary.local;
