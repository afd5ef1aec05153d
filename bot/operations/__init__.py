"""Operations: what whoever hosts Refrain needs: logs, metrics, health, the doctor."""
