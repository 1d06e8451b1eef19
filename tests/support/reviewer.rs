//! Somebody of the operator who approves.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    http::Answer,
    persona::{Door, Persona},
};

/// For so long the program may be at its stages.
const PATIENCE: Duration = Duration::from_secs(300);

/// Once the program has run its stages: the claim, the ticks, the stages, the word. `case` is the address of the
/// submission.
///
/// # Panics
/// When the program or the server does not let it pass.
pub async fn approve<D: Door>(reviewer: &Persona<'_, D>, case: &str) {
    let start = Instant::now();
    loop {
        let row = reviewer.get(case).await.json()["row"].clone();
        if row["stage"] == "security_review" {
            break;
        }
        assert!(row["end"].is_null() && start.elapsed() < PATIENCE, "the program's stages: {row}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let done = |answer: Answer| {
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    };
    let claimed = done(reviewer.put(&format!("{case}/claim"), &Value::Null).await);
    let lists = claimed["checklists"].as_array().cloned().unwrap_or_default();
    let items = lists.iter().flat_map(|list| list["items"].as_array().cloned().unwrap_or_default());
    for item in items.filter(|item| item["needed"] == true) {
        let tick = json!({ "item": item["id"], "done": true });
        done(reviewer.put(&format!("{case}/ticks"), &tick).await);
    }
    for stage in ["security_review", "editorial_review"] {
        done(reviewer.post(&format!("{case}/stages"), &json!({ "stage": stage })).await);
    }
    done(reviewer.post(&format!("{case}/decision"), &json!({ "ruling": "approve" })).await);
}
