//! Keeps the photos that are open at one time within a fixed amount of memory.

use std::sync::{Condvar, Mutex, PoisonError};

/// 120 megapixels of three bytes each.
const ROOM: u64 = 120_000_000 * 3;

/// A gate that lets photos in while their pixels fit. Many small photos pass together; a very large one passes alone.
#[derive(Debug)]
pub struct PixelGate {
    size: u64,
    room: Mutex<u64>,
    left: Condvar,
}

impl Default for PixelGate {
    fn default() -> PixelGate {
        PixelGate::new(ROOM)
    }
}

impl PixelGate {
    /// A gate for so many bytes of pixels.
    pub fn new(bytes: u64) -> PixelGate {
        PixelGate { size: bytes, room: Mutex::new(bytes), left: Condvar::new() }
    }

    /// Waits until there is room. The room is free again when the pass is dropped.
    pub(super) fn enter(&self, bytes: u64) -> Pass<'_> {
        let bytes = bytes.min(self.size);
        let room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = self.left.wait_while(room, |room| *room < bytes).unwrap_or_else(PoisonError::into_inner);
        *room -= bytes;
        Pass { gate: self, bytes }
    }
}

/// Room for one photo.
pub(super) struct Pass<'gate> {
    gate: &'gate PixelGate,
    bytes: u64,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.room.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::PixelGate;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn what_is_open_at_one_time_never_exceeds_the_room() {
        let gate = PixelGate::new(100);
        let (open, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..4_u64 {
                let (gate, open, most) = (&gate, &open, &most);
                scope.spawn(move || {
                    for step in 0..200 {
                        let bytes = 10 + (thread * 37 + step * 13) % 60;
                        let _pass = gate.enter(bytes);
                        most.fetch_max(open.fetch_add(bytes, Ordering::SeqCst) + bytes, Ordering::SeqCst);
                        std::thread::yield_now();
                        open.fetch_sub(bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 100);
    }

    #[test]
    fn a_photo_larger_than_the_gate_passes_alone() {
        let gate = PixelGate::new(100);
        drop(gate.enter(1_000));
        drop(gate.enter(100));
    }
}
