/** Runs the whole of Tributary as processes of one machine. */
package io.tributary.local;
