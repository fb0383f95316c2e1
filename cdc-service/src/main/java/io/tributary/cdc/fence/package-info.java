/**
 * Makes a source refuse writes behind a token in its own change stream, and lets it write again.
 */
package io.tributary.cdc.fence;
