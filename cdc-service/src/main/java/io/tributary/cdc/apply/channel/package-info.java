/** The change topics as messaging channels, one per running stream. */
package io.tributary.cdc.apply.channel;
